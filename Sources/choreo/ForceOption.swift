import ArgumentParser
import Diagnostics
import Files
import Foundation

/// Nothing that is there is overwritten unless a person says so.
struct ForceOption: ParsableArguments {
    @Flag(help: "Replace what is there already")
    var force = false

    /// Refuses a file that is there already; a device or pipe is no file in this sense.
    func check(file path: String) throws(Problem) {
        var status = stat()
        guard !force, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        throw Problem(
            "the file is there already", at: .file(path), expected: "a new name",
            found: "a file of that name",
            remedy: "choose another with -o, or replace it with --force")
    }

    /// Refuses a folder that cannot be written, or in which some of the files to be written are there already.
    func check(folder: String, for isWritten: (String) -> Bool) throws(Problem) {
        try AtomicFolder.check(folder)
        guard !force else { return }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(isWritten)
        guard let first = names.min() else { return }
        let more = names.count > 1 ? " and \(names.count - 1) more" : ""
        throw Problem(
            "the folder holds results of an earlier run", at: .file(folder),
            expected: "a new folder, or one without them", found: first + more,
            remedy: "choose another with -o, or replace them with --force")
    }
}

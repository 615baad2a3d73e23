import Diagnostics
import Foundation
import MotionIO

/// Finds what ships with the command, beside it or under `PREFIX/share/choreo`, never by a path compiled in.
enum Resources {
    /// The network that goes on from a phrase.
    static let codes = "model/codes.safetensors"
    /// The network that knows locks and styles, and that others learn from.
    static let flow = "model/flow.safetensors"

    /// Path of a resource such as ``flow``.
    ///
    /// - Throws: ``Problem`` that names the places that were looked in.
    static func path(of name: String) throws(Problem) -> String {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let folder = executable.deletingLastPathComponent()
        var places = [folder.appendingPathComponent("../share/choreo"), folder]
        // A build in its own checkout: .build/CONFIGURATION/choreo, with the resources at the top.
        var up = folder
        for _ in 0..<4 {
            up.deleteLastPathComponent()
            places.append(up)
        }
        for place in places {
            let candidate = place.appendingPathComponent(name).standardizedFileURL.path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        throw Problem(
            "a part of Choreo is missing", at: .file(name),
            expected: "\(name) beside the command or in share/choreo", found: "nothing there",
            remedy: "install again with Scripts/install PREFIX")
    }

    /// The rigs that are known by name.
    ///
    /// - Throws: ``Problem`` when the folder `skeletons` is missing, or a file in it is no rig.
    static func rigs() throws(Problem) -> RigCatalogue {
        try RigCatalogue(folder: try path(of: "skeletons"))
    }

    /// Path of the skeleton called `name`, on which a movement can be put.
    ///
    /// - Throws: ``Problem`` that lists the skeletons that there are.
    static func skeleton(_ name: String) throws(Problem) -> String {
        try file(
            name, in: "skeletons", kind: "bvh", option: "--rig", what: "no skeleton has this name",
            remedy: "choose one of these, or leave --rig out to keep the file's own")
    }

    /// Names of the skeletons that there are.
    ///
    /// - Throws: ``Problem`` when the folder `skeletons` is missing.
    static func skeletonNames() throws(Problem) -> [String] { try names(in: "skeletons", kind: "bvh") }

    /// Path of the pipeline called `name`.
    ///
    /// - Throws: ``Problem`` that lists the pipelines that there are.
    static func pipeline(_ name: String) throws(Problem) -> String {
        try file(
            name, in: "pipelines", kind: "json", option: "--for", what: "no pipeline has this name",
            remedy: "choose one of these, or name a JSON file of your own")
    }

    /// Path of the file called `name` in a folder of resources.
    private static func file(
        _ name: String, in folder: String, kind: String, option: String, what: String, remedy: String
    ) throws(Problem) -> String {
        let known = try names(in: folder, kind: kind)
        guard known.contains(name) else {
            throw Problem(
                what, at: .option(option, name), expected: known.joined(separator: ", "), found: name,
                remedy: remedy)
        }
        return try path(of: folder) + "/\(name).\(kind)"
    }

    /// Names of the files of a kind in a folder, without their extension.
    private static func names(in folder: String, kind: String) throws(Problem) -> [String] {
        let place = try path(of: folder)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return files.filter { $0.hasSuffix("." + kind) }.map { String($0.dropLast(kind.count + 1)) }.sorted()
    }
}

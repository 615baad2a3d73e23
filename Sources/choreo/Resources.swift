import Diagnostics
import Foundation

/// Finds what ships with the command, beside it or under `PREFIX/share/choreo`, never by a path compiled in.
enum Resources {
    /// Path of a resource such as `model/choreo.safetensors`.
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
}

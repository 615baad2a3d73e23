import BVHFormat
import Diagnostics
import MotionIO

extension MotionFile {
    /// Reads a file, and tells on stderr what was odd about it: a file that was cut off must not pass for a whole one.
    ///
    /// - Throws: ``Problem`` when it cannot be read.
    static func open(_ path: String, rigs: RigCatalogue, map: Rig? = nil) throws(Problem) -> MotionFile {
        let file = try read(path, rigs: rigs, map: map)
        file.tellWarnings()
        return file
    }

    /// Tells on stderr what was odd.
    func tellWarnings() {
        for warning in warnings { Console.warning("\(path): \(warning)") }
    }
}

extension BVHDocument {
    /// Tells on stderr what was odd about the file at `path`, of which only the document is used.
    func tellWarnings(of path: String) {
        for warning in warnings {
            Console.warning(path + (warning.line.map { ":\($0)" } ?? "") + ": " + warning.text)
        }
    }
}

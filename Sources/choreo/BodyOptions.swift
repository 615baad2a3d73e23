import ArgumentParser
import Diagnostics
import MotionIO

/// What a person says about the bodies in the files.
struct BodyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the joints are, for a rig that is not recognised: choreo rigs --of FILE --map-out MAP.json",
            valueName: "map.json"),
        completion: .file(extensions: ["json"]))
    var map: String?

    /// The map, if one was given.
    ///
    /// - Throws: ``Problem`` when it cannot be read.
    func rig() throws(Problem) -> Rig? {
        guard let map else { return nil }
        return try Rig.read(map)
    }
}

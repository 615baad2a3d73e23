import ArgumentParser
import Diagnostics
import SequenceModel

/// Which network proposes.
struct CheckpointOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The network: a file of `choreo train` or `choreo adapt`; without it those that come with Choreo",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var checkpoint: String?

    /// Opens the one that answers `request`: of those that come with Choreo, codes go on from a phrase, and the flow
    /// network, which knows locks and styles, does all else.
    func read(for request: Request) throws(Problem) -> SequenceNetwork {
        if let checkpoint { return try .read(checkpoint) }
        return try .read(Resources.path(of: request.onlyGoesOn ? Resources.codes : Resources.flow))
    }
}

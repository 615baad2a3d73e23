import ArgumentParser
import Diagnostics
import SequenceModel

/// Which network proposes.
struct CheckpointOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The network: a file of `choreo train` or `choreo adapt`; without it the one that comes with Choreo",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var checkpoint: String?

    /// Opens it.
    func read() throws(Problem) -> Checkpoint {
        if let checkpoint { return try Checkpoint.read(checkpoint) }
        return try Checkpoint.read(try Resources.path(of: "model/choreo.safetensors"))
    }
}

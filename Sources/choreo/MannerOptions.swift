import ArgumentParser
import Diagnostics
import Files
import Foundation
import MotionIO
import Pieces
import SequenceModel

/// What a person says about the manner of proposals.
struct MannerOptions: ParsableArguments {
    @Option(
        name: .customLong("style"),
        help: ArgumentHelp(
            "A phrase whose manner the proposals take on; again for a blend; 0 … 2 after a colon says how much",
            valueName: "file[:weight]"),
        completion: .file(extensions: ["bvh"]))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "How freely proposals are drawn: 0.5 keeps close to what is likely, 2 goes far (default: 1)",
            valueName: "0.5…2"))
    var temperature: Float?

    /// Whether anything is said.
    var isEmpty: Bool { files.isEmpty && temperature == nil }

    /// One example with its account.
    struct Example {
        var example: StyleExample
        var source: StyleSource
    }

    /// The examples.
    ///
    /// - Throws: ``Problem`` when a file cannot be read or is too short, or a weight is out of range.
    func examples(rigs: RigCatalogue) throws(Problem) -> [Example] {
        try files.map { (text) throws(Problem) in
            let (path, weight) = try Self.parsed(text)
            let file = try MotionFile.open(path, rigs: rigs)
            let example = StyleExample(try file.canonicalMovement(), weight: weight)
            try Problem.placed(at: path) { () throws(Problem) in try example.validate() }
            return Example(
                example: example,
                source: StyleSource(
                    file: (path as NSString).lastPathComponent,
                    digest: SHA256.hexDigest(of: try FileBytes.read(path)), weight: Double("\(weight)") ?? 1))
        }
    }

    /// The temperature, 1 where nothing is said.
    ///
    /// - Throws: ``Problem`` when it is out of range.
    func warmth() throws(Problem) -> Float {
        let temperature = temperature ?? 1
        guard Request.temperatures.contains(temperature) else {
            throw Problem(
                "no proposal can be drawn at this temperature",
                at: .option("--temperature", "\(temperature)"),
                expected: "\(Request.temperatures.lowerBound) … \(Request.temperatures.upperBound)",
                found: "\(temperature)", remedy: "take 0.7 for closer, 1.4 for freer proposals")
        }
        return temperature
    }

    /// The file and the weight that a word means.
    ///
    /// A file whose whole name is there is that file, colons and all. Otherwise what follows the last colon is the weight.
    static func parsed(_ text: String) throws(Problem) -> (path: String, weight: Float) {
        guard !FileManager.default.fileExists(atPath: text), let colon = text.lastIndex(of: ":") else {
            return (text, 1)
        }
        let (path, word) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        guard let weight = Float(word) else {
            // Without such a file before the colon, the colon belongs to the name of one that is missing.
            guard FileManager.default.fileExists(atPath: path) else { return (text, 1) }
            throw Problem(
                "the weight of a style is no number", at: .option("--style", text),
                expected: "0 … 2 after the last colon", found: word.isEmpty ? "nothing" : word,
                remedy: "write FILE:0.5 for half of its manner, FILE alone for all of it")
        }
        guard StyleExample.weights.contains(weight) else {
            throw Problem(
                "a style can't be given that weight", at: .option("--style", text),
                expected: "\(StyleExample.weights.lowerBound) … \(StyleExample.weights.upperBound)",
                found: word,
                remedy: "give 1 for its manner as it is, up to 2 to exaggerate it")
        }
        return (path, weight)
    }
}

import Diagnostics
import Foundation

/// Sizes that a file of weights states about itself, and that memory is reserved by.
protocol StatedSizes: Decodable {
    /// What is wrong with them, if anything.
    var flaw: String? { get }
}

extension Safetensors {
    /// Makes sure that the file is laid out in one of the `formats` that this code reads.
    ///
    /// - Parameter kind: What such a file is called, for the message.
    /// - Returns: Which one.
    @discardableResult
    func format(among formats: [String], of kind: String) throws(Problem) -> String {
        guard let format = metadata["choreo.format"], formats.contains(format) else {
            throw unfit(
                "this is not \(kind) of this version",
                expected: "`choreo.format` \(formats.joined(separator: " or "))",
                found: metadata["choreo.format"].map { "`\($0)`" } ?? "no such entry")
        }
        return format
    }

    /// The sizes in the file's metadata `config`, which must be possible.
    ///
    /// - Parameter owner: Whose sizes they are, for the message.
    func sizes<Sizes: StatedSizes>(of owner: String) throws(Problem) -> Sizes {
        let text = metadata["config"] ?? ""
        let sizes: Sizes
        do {
            sizes = try JSONDecoder().decode(Sizes.self, from: Data(text.utf8))
        } catch {
            throw unfit(
                "the sizes of \(owner) cannot be read", expected: "metadata `config` with every size",
                found: text.isEmpty ? "none" : "`\(text.prefix(80))`")
        }
        if let flaw = sizes.flaw {
            throw unfit(
                "the sizes of \(owner) are impossible", expected: "sizes that fit together", found: flaw)
        }
        return sizes
    }
}

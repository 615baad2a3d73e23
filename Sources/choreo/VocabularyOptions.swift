import ArgumentParser
import Diagnostics
import Files
import Foundation
import MotionIO
import Pieces
import SequenceModel
import Vocabulary

/// What a person says about a vocabulary of real phrases.
struct VocabularyOptions: ParsableArguments {
    @Option(
        name: .customLong("from-vocabulary"),
        help: ArgumentHelp(
            "Answer with phrases out of this folder, as they were danced, instead of asking the network; --seed N then "
                + "passes over the N nearest answers",
            valueName: "folder"),
        completion: .directory)
    var folder: String?

    @Flag(
        help:
            "Let the vocabulary answer with the phrase itself, and with what comes next in its own recording")
    var withItself = false

    @Flag(help: "Take phrases of the vocabulary as they were danced only, not in the mirror too")
    var noMirror = false

    func validate() throws {
        guard folder != nil || !withItself && !noMirror else {
            throw ValidationError(
                "--with-itself and --no-mirror say how to use a vocabulary: add --from-vocabulary")
        }
    }

    /// A vocabulary with where its phrases are from.
    struct Library {
        var generator: VocabularyGenerator
        /// The file of each phrase, by the phrase's name.
        var paths: [String: String]

        /// The digests of the files that proposals quote, by the phrase's name.
        func digests(of names: Set<String>) throws(Problem) -> [String: String] {
            var digests: [String: String] = [:]
            for name in names.sorted() {
                guard let path = paths[name] else { continue }
                digests[name] = SHA256.hexDigest(of: try FileBytes.read(path))
            }
            return digests
        }
    }

    /// Reads the folder, and tells what was left out of it; nil where none was named.
    ///
    /// - Parameter phrase: The phrase that is to be answered.
    /// - Throws: ``Problem`` when nothing in the folder can be used.
    func library(answering phrase: MotionFile, rigs: RigCatalogue) throws(Problem) -> Library? {
        guard let folder else { return nil }
        let progress = Progress("reading the vocabulary")
        defer { progress.end() }
        let read = try MovementFolder.read(
            folder, rigs: rigs, leavingOut: withItself ? nil : phrase, progress: progress.update)
        progress.end()
        for (name, problem) in read.leftOut {
            Console.warning("left out \(name): \(problem.what), found \(problem.found ?? "nothing")")
        }
        for name in read.same {
            Console.error(
                "note: \(name.printable) is the phrase itself and does not answer (--with-itself lets it)")
        }
        let phrases = read.movements.map { Vocabulary.Phrase(name: $0.name, clip: $0.clip, start: $0.start) }
        return Library(
            generator: VocabularyGenerator(
                Vocabulary(phrases), isMirroring: !noMirror, allowsSameMovement: withItself),
            paths: Dictionary(read.movements.map { ($0.name, $0.path) }) { first, _ in first })
    }
}

extension Quotation {
    /// Where it was danced before, for people.
    var inWords: String {
        let words = String(format: "%@ %.1f–%.1f s", phrase, start, end)
        return isMirrored ? words + " mirrored" : words
    }
}

extension [Quotation] {
    /// Where a proposal was danced before, for people; nil for one that is new.
    var inWords: String? { isEmpty ? nil : "danced in " + map(\.inWords).joined(separator: ", then ") }
}

import ArgumentParser
import BVHFormat
import Foundation
import Pieces

/// `choreo add`: takes a person's phrases into the piece.
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add phrases that a person danced or made to the piece",
        discussion: """
            The piece keeps a copy of each, remembers whose movement it is, and has it danced after what is there.

            EXAMPLES
              choreo add opening.bvh --by Ana
              choreo add take-07.bvh --as opening
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What to call it; without it, the file's name", valueName: "name"))
    var name: String?

    @Flag(help: "Leave it out of the timeline")
    var unplaced = false

    @OptionGroup var work: WorkOptions

    func validate() throws {
        guard name == nil || phrases.count == 1 else {
            throw ValidationError("--as names one phrase, and there are \(phrases.count)")
        }
    }

    func run() throws {
        let (piece, author) = try work.open()
        let new = try phrases.map { path in
            let document = try BVHDocument.read(path)
            for warning in document.warnings {
                Console.warning(path + (warning.line.map { ":\($0)" } ?? "") + ": " + warning.text)
            }
            let file = URL(fileURLWithPath: path)
            return Piece.NewPhrase(
                document, as: name ?? file.deletingPathExtension().lastPathComponent,
                source: file.lastPathComponent)
        }
        for (phrase, addition) in zip(new, try piece.add(new, isPlaced: !unplaced, by: author)) {
            let seconds = Double(phrase.document.frameCount) * phrase.document.frameTime
            print("added \(addition.phrase), \(seconds.inSeconds)\(addition.placeInWords)")
            if addition.origin.kind == .proposed {
                Console.error("note: it is a proposal, and its account says so")
            }
        }
    }
}

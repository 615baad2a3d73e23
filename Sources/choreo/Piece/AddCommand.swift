import ArgumentParser
import BVHFormat
import Diagnostics
import Foundation
import Pieces

/// `choreo add`: takes a person's phrases into the piece.
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add phrases that a person danced or made to the piece",
        discussion: """
            The piece keeps a copy of each, remembers whose movement it is, and has it danced after what is there. A \
            proposal with its `proposals.json` beside it is remembered as the network's, accepted by who adds it.

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
        var records: [String: ProposalRecord?] = [:]
        let new = try phrases.map { path in
            let document = try BVHDocument.read(path)
            document.tellWarnings(of: path)
            let file = URL(fileURLWithPath: path)
            let folder = file.deletingLastPathComponent().path
            let record = records[folder] ?? record(beside: path)
            records[folder] = .some(record)
            return Piece.NewPhrase(
                document, as: name ?? file.deletingPathExtension().lastPathComponent,
                source: file.lastPathComponent, record: record)
        }
        for (phrase, addition) in zip(new, try piece.add(new, isPlaced: !unplaced, by: author)) {
            let seconds = Double(phrase.document.frameCount) * phrase.document.frameTime
            print("added \(addition.phrase), \(seconds.inSeconds)\(addition.placeInWords)")
            addition.account.tellMachineWork()
        }
    }

    /// The record of proposals beside a file; one that cannot be read is told, and ignored.
    private func record(beside path: String) -> ProposalRecord? {
        do throws(Problem) {
            return try ProposalRecord.read(beside: path)
        } catch {
            let place = error.place.map { "\($0): " } ?? ""
            Console.warning("\(place)\(error.what); ignored, so what is beside it counts as a person's")
            return nil
        }
    }
}

extension Ledger {
    /// Says on stderr what of an added phrase a machine made, or began.
    fileprivate func tellMachineWork() {
        let kinds = shares.map(\.origin.kind)
        if kinds == [.proposed] {
            Console.error("note: it is a proposal, and its account says so")
        } else if kinds.contains(.proposed) {
            let share = shares.filter { $0.origin.kind == .proposed }.map(\.share).reduce(0, +)
            let percent = String(format: "%.0f %%", share * 100)
            Console.error("note: \(percent) of it is a proposal, and its account says so")
        } else if kinds.contains(.edited) {
            Console.error("note: it was changed after it was proposed; its account says that it is edited")
        }
    }
}

import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO
import Pieces
import Stage

/// `choreo view`: phrases moving in a window.
struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Watch phrases in a window: play, step, scrub, turn around, compare, decide",
        discussion: """
            Give phrases, a folder of proposals, or a piece; in a piece nothing need be given. Proposals are shown with \
            the phrase that they follow before them. What is changed on disk is shown at once. Press h in the window \
            for all keys; the most needed are:

              space, arrows    play, pause; one frame back, one frame on
              n, p, 1 to 9     next, previous, by number
              c, o, w, k       all side by side, over one another, where they dance, in formation
              F1 to F4         front, side, top, audience; drag to turn, shift-drag to move
              g, t, m, d       ghosts, trails, mirror, dark stage
              b, e, l          loop from here, to here; no loop
              a, x, Return     accept the proposal, reject it, write a note about it
              q, Esc           close

            EXAMPLES
              choreo view opening.bvh
              choreo view proposals/ --after opening.bvh
              choreo view night-train --look dark
            """)

    @Argument(
        help: "BVH files, folders of them, or a piece; without any, the piece around the current folder",
        completion: .file())
    var phrases: [String] = []

    @Option(
        help: ArgumentHelp("The phrase that comes before each of them", valueName: "phrase"),
        completion: .file(extensions: ["bvh"]))
    var after: String?

    @Option(
        help: ArgumentHelp("Which proposals of the piece; without it, the newest", valueName: "name"),
        completion: .drafts)
    var draft: String?

    @Option(help: "Width and height of the window: 1280x720, or 720p, 1080p, 1440p, 4k")
    var size = "1280x720"

    @Option(help: "A light or a dark stage")
    var look = LookWord.light

    @Option(
        help: ArgumentHelp(
            "Joints that leave trails: left hand, head, or the rig's own names, with commas between them",
            valueName: "joints"))
    var trails: String?

    @OptionGroup var body: BodyOptions
    @OptionGroup var person: PersonOptions

    func run() throws {
        let sources = try sources()
        let (rigs, map, given, desk) = (
            try Resources.rigs(), try body.rig(), after, DecisionDesk(person)
        )
        let joints = (trails ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let maker = TakeMaker(rigs: rigs, map: map)
        let programme = Programme(
            load: { () throws(Problem) in
                var entries: [ViewSource.Entry] = []
                for source in sources { entries += try source.entries(maker, after: given) }
                desk.seat(Dictionary(entries.map { ($0.take.id, $0.seat) }) { first, _ in first })
                let takes = entries.map(\.take)
                try Self.check(joints, of: takes)
                return takes
            },
            stamp: { sources.map(\.stamp).joined() },
            decide: { (decision, take) throws(Problem) in try desk.decide(decision, about: take) })
        let window = try FilmOptions.pixels(size)
        try Problem.placed(at: phrases.first ?? ".") { () throws(Problem) in
            try Viewer(programme, size: window, isDark: look == .dark, trails: joints).run()
        }
    }

    /// Refuses a joint that nobody has; where bodies differ, some may lack it.
    private static func check(_ joints: [String], of takes: [Take]) throws(Problem) {
        for joint in joints where !takes.contains(where: { $0.performer.joint(named: joint) != nil }) {
            let known = takes.first.map {
                $0.performer.trailNames + $0.performer.clip.skeleton.joints.map(\.name)
            }
            throw Problem(
                "nobody here has such a joint", at: .option("--trails", joint),
                expected: (known ?? []).prefix(30).joined(separator: ", "), found: joint,
                remedy: "choose one of these")
        }
    }

    private func sources() throws -> [ViewSource] {
        guard phrases.isEmpty else { return try ViewSource.all(phrases, draft: draft) }
        do {
            return [.piece(try Piece.enclosing(".").folder, draft: draft)]
        } catch {
            throw ValidationError("name phrases, a folder of proposals or a piece")
        }
    }
}

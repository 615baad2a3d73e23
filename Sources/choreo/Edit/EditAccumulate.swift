import ArgumentParser
import Diagnostics
import Files
import Foundation
import Motion
import MotionIO

/// `choreo edit accumulate`: A, A B, A B C.
struct EditAccumulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accumulate",
        abstract: "Gather phrases one by one: A, A B, A B C",
        discussion: """
            A file OUT has all stages one after another, danced by one. A folder OUT (with a / at its end) gets a file for \
            each dancer of a group: the first dances A, the second A B, the third A B C, in the formation.

            EXAMPLES
              choreo edit accumulate a.bvh b.bvh c.bvh -o gathering.bvh
              choreo edit accumulate a.bvh b.bvh c.bvh --formation line:2 -o group/
            """)

    @Argument(help: "BVH files on one rig, in order", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "Time over which each seam is smoothed")
    var seam = "0.4s"

    @OptionGroup var formation: FormationOption
    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func run() throws {
        guard options.isFolder else {
            try options.force.check(file: options.output)
            let session = try options.open(files)
            try checkRoom(session)
            let whole = EditedClip.accumulated(session.clips, plan: session.plan, seam: try seam(session))
            return try options.write(whole, of: session)
        }
        let names = (1...files.count).map { options.member($0, of: files.count, from: "accumulation.bvh") }
        try options.force.check(folder: options.output, for: Set(names).contains)
        let session = try options.open(files)
        try checkRoom(session)
        let stages = EditedClip.accumulating(session.clips, plan: session.plan, seam: try seam(session))
        let formation = try formation.formation(dancers: files.count)
        try AtomicFolder.make(options.output)
        for (number, stage) in stages.enumerated() {
            let placed = stage.placed(number, of: stages.count, in: formation, plan: session.plan)
            try options.write(placed, of: session, to: options.output + "/" + names[number])
        }
    }

    /// The first phrase is danced as often as there are phrases, the next once less, and so on.
    private func checkRoom(_ session: EditSession) throws(Problem) {
        let frames = session.clips.enumerated().reduce(0.0) { sum, phrase in
            sum + Double(session.clips.count - phrase.offset) * Double(phrase.element.frameCount)
        }
        try session.checkRoom(frames: frames, at: .file(session.files[0].path))
    }

    private func seam(_ session: EditSession) throws(Problem) -> Seam {
        let rate = session.clips[0].frameRate
        return Seam(seconds: try tempo.seconds(seam, option: "--seam", rate: rate), isPlacing: true)
    }
}

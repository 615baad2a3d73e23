import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit warp`: slower, faster, or to given beats.
struct EditWarp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "warp",
        abstract: "Make a phrase slower or faster, or bring its moments to beats",
        discussion: """
            --factor 2 takes twice as long. --beats says which moment comes when, MOMENT=BEAT; between them the pace \
            changes smoothly and never turns back. The first and last frame stay exact, and so does every frame that is \
            shown at just its moment.

            EXAMPLES
              choreo edit warp opening.bvh --factor 1.5 -o slower.bvh
              choreo edit warp opening.bvh --beats 1.1s=2c,2.3s=4c --bpm 96 -o on-the-beat.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "How many times as long the result is, 0.05 to 20")
    var factor: Double?

    @Option(help: ArgumentHelp("Moments and their new times", valueName: "moment=beat,…"))
    var beats: String?

    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func validate() throws {
        guard (factor == nil) != (beats == nil) else {
            throw ValidationError("give either --factor or --beats")
        }
    }

    func run() throws {
        if let factor { try EditRetime.check(factor, option: "--factor") }
        try options.each(files) { session in
            let clip = session.clips[0]
            if let factor { return clip.warped(by: factor) }
            return clip.warped(along: try map(of: clip))
        }
    }

    /// The moments as a map from the first frame to the last; what follows the last beat goes on at its own pace.
    private func map(of clip: Clip) throws(Problem) -> TimeMap {
        let text = beats ?? ""
        let end = Double(clip.frameCount - 1) / clip.frameRate
        var moments: [(source: Double, result: Double)] = []
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=").map(String.init)
            guard sides.count == 2 else { throw unreadable(text) }
            let source = try tempo.seconds(sides[0], option: "--beats", rate: clip.frameRate)
            moments.append(
                (source, try tempo.seconds(sides[1], option: "--beats", rate: clip.frameRate)))
        }
        guard !moments.isEmpty else { throw unreadable(text) }
        if let first = moments.first, first.source > 1e-6 || first.result > 1e-6 {
            moments.insert((0, 0), at: 0)
        }
        if let last = moments.last, last.source < end - 0.5 / clip.frameRate {
            moments.append((end, last.result + end - last.source))
        }
        // A moment within half a frame of the end is the end.
        if let last = moments.indices.last, abs(moments[last].source - end) <= 0.5 / clip.frameRate {
            moments[last].source = end
        }
        guard let map = TimeMap(moments), moments.allSatisfy({ $0.source <= end && $0.result < 36000 }) else {
            throw Problem(
                "time would stand still or turn back", at: .option("--beats", text),
                expected: "moments and beats that both rise, within \(end.short) s", found: text,
                remedy: "put the pairs in order, and leave out moments after the end")
        }
        return map
    }

    private func unreadable(_ text: String) -> Problem {
        Problem(
            "these are no beats", at: .option("--beats", text), expected: "pairs such as 1.1s=2c,2.3s=4c",
            found: text, remedy: "write MOMENT=BEAT, with a comma between pairs")
    }
}

import ArgumentParser
import Diagnostics
import Foundation
import MotionIO
import Stage

/// `choreo view`: phrases moving in a window.
struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Watch phrases in a window: play, step, scrub, turn around, compare",
        discussion: """
            Several phrases are shown one after the other (n, p) or side by side (c). A folder stands for the BVH files \
            in it.

            KEYS
              space            play, pause
              left, right      one frame back, one frame on
              Home, End        first frame, last frame
              n, p, down, up   next phrase, previous phrase
              1 to 9           phrase by number
              c                all side by side
              +, -             faster, slower
              drag             turn around; on the line below: go to a moment
              wheel            nearer, further
              f                follow the dancer
              r                camera as it was
              h                these keys
              q, Esc           close

            EXAMPLES
              choreo view opening.bvh
              choreo view proposals/
            """)

    @Argument(help: "BVH files, or folders of them", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @OptionGroup var body: BodyOptions

    func run() throws {
        let rigs = try Resources.rigs()
        let map = try body.rig()
        let paths = try phrases.flatMap(Self.files)
        let performers = try paths.map { try MotionFile.open($0, rigs: rigs, map: map).performer() }
        try Problem.placed(at: phrases[0]) { () throws(Problem) in try Viewer(performers).run() }
    }

    /// The file itself; of a folder, the BVH files in it, 2 before 10.
    private static func files(_ path: String) throws(Problem) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [path] }
        let phrases = names.filter { $0.lowercased().hasSuffix(".bvh") && !$0.hasPrefix(".") }
        guard !phrases.isEmpty else {
            throw Problem(
                "there is nothing to watch in this folder", at: .file(path), expected: "files ending in .bvh",
                found: names.isEmpty ? "an empty folder" : names.count.counted("other file"),
                remedy:
                    "name another folder, or make proposals: choreo propose PHRASE.bvh -o \(path.printable)")
        }
        return phrases.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
            .map { (path as NSString).appendingPathComponent($0) }
    }
}

import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit place`: a phrase elsewhere on the floor.
struct EditPlace: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Turn a phrase and put it elsewhere on the floor",
        discussion: """
            Only the root changes, and not its height. Places are metres, X,Z; angles are degrees, counter-clockwise \
            seen from above, 0 facing +Z. --start and --facing say where the hips are and where they face in the first \
            frame; --turn and --move change what is there.

            EXAMPLES
              choreo edit place opening.bvh --start 0,0 --facing 0 -o centre.bvh
              choreo edit place a.bvh b.bvh --turn 90 --move=-2,0 -o placed/
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: ArgumentHelp("Where the first frame stands", valueName: "x,z"))
    var start: String?

    @Option(help: ArgumentHelp("Where the first frame faces", valueName: "degrees"))
    var facing: Double?

    @Option(help: ArgumentHelp("How far to turn, about where the first frame stands", valueName: "degrees"))
    var turn: Double?

    @Option(help: ArgumentHelp("How far to move", valueName: "x,z"))
    var move: String?

    @OptionGroup var options: EditOptions

    func validate() throws {
        guard start != nil || facing != nil || turn != nil || move != nil else {
            throw ValidationError("say where to: --start, --facing, --turn or --move")
        }
        guard start == nil || move == nil, facing == nil || turn == nil else {
            throw ValidationError("give --start or --move, and --facing or --turn, not both")
        }
    }

    func run() throws {
        let start = try start.map { try FloorWords.place($0, option: "--start") }
        let move = try move.map { try FloorWords.place($0, option: "--move") }
        let facing = try facing.map { try FloorWords.angle($0, option: "--facing") }
        let turn = try turn.map { try FloorWords.angle($0, option: "--turn") }
        try options.each(files) { session in
            let clip = session.clips[0]
            let here = clip.floorPlace(plan: session.plan, frame: 0)
            let target = start ?? move.map { here.place + $0 } ?? here.place
            let yaw = facing.map { $0 - here.heading } ?? turn ?? 0
            return clip.placed(by: FloorTransform(turning: yaw, about: here.place, to: target))
        }
    }
}

/// Places and angles on the floor as people write them.
enum FloorWords {
    /// Reads `X,Z` in metres.
    static func place(_ text: String, option: String) throws(Problem) -> SIMD3<Float> {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
        guard numbers.count == 2, let x = numbers[0], let z = numbers[1], abs(x) < 1e4, abs(z) < 1e4 else {
            throw Problem(
                "this is no place on the floor", at: .option(option, text),
                expected: "X,Z in metres, such as 1.5,-2", found: text, remedy: "write \(option)=X,Z")
        }
        return SIMD3(x, 0, z)
    }

    /// Degrees as radians.
    static func angle(_ degrees: Double, option: String) throws(Problem) -> Float {
        guard abs(degrees) <= 36000 else {
            throw Problem(
                "this is no angle", at: .option(option, "\(degrees)"), expected: "degrees",
                found: "\(degrees)", remedy: "give degrees such as \(option) 90")
        }
        return Float(degrees * .pi / 180)
    }
}

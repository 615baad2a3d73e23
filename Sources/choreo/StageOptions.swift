public import ArgumentParser
import Diagnostics
import Motion
public import Stage

/// How dancers are set out, lit and watched.
struct StageOptions: ParsableArguments {
    @Option(
        name: .customLong("arrange"),
        help: "Several dancers: side-by-side, overlaid, formation, or as-danced: where their files have them")
    var arrangement = Arrangement.sideBySide

    @Option(
        help: ArgumentHelp(
            "From where: three-quarter, front, side, top, audience; and how: still, follow, turntable; one of each "
                + "with a comma between, such as front,follow", valueName: "words"))
    var camera = CameraWords()

    @Option(help: "light or dark")
    var look = LookWord.light

    @Flag(help: "Leave the background out: for PNG, .webm, .mov and .gif, to lay over other pictures")
    var transparent = false

    @Option(
        help: ArgumentHelp(
            "Joints that leave a trail: left hand, right foot, head … or names of the rig; with commas between",
            valueName: "joints"))
    var trails: String?

    @Option(help: "Pale figures of so many moments before, a quarter of a second apart")
    var ghosts = 0

    @Flag(help: "The dancers' names over their heads")
    var names = false

    func validate() throws {
        guard (0...60).contains(ghosts) else { throw ValidationError("--ghosts is 0 to 60") }
    }

    /// The stage's light.
    var light: Look {
        let look: Look = look == .dark ? .dark : .studio
        return transparent ? look.withoutBackground : look
    }

    /// Words that say nothing about a picture of poses, if any were given.
    ///
    /// - Parameter isSheet: On a contact sheet nobody leaves a trail, either, and all are seen alike.
    func unused(isSheet: Bool) -> [String] {
        let always = [("--ghosts", ghosts > 0), ("--names", names)]
        let onSheets = [
            ("--trails", trails != nil), ("--camera", !camera.description.isEmpty),
            ("--arrange", arrangement != .sideBySide),
        ]
        return (always + (isSheet ? onSheets : [])).filter(\.1).map(\.0)
    }

    /// The dancers on a stage.
    func performance(of performers: [Performer]) -> Performance {
        performers.count > 1
            ? Performance(performers, arranged: arrangement, look: light)
            : Performance(performers, look: light)
    }

    /// What is shown beside the moment.
    ///
    /// - Throws: ``Problem`` when a dancer has no joint of a name.
    func traces(of performance: Performance) throws(Problem) -> Traces {
        let words = (trails ?? "").split(separator: ",").map(String.init)
        var joints: [[Int]] = []
        for performer in performance.performers {
            joints.append(
                try words.map { (word) throws(Problem) in
                    guard let joint = performer.joint(named: word) else {
                        let known = performer.trailNames + performer.clip.skeleton.joints.map(\.name)
                        throw Problem(
                            "\(performer.name) has no such joint", at: .option("--trails", word),
                            expected: known.prefix(30).joined(separator: ", ")
                                + (known.count > 30 ? ", …" : ""),
                            found: word, remedy: "choose one of these")
                    }
                    return joint
                })
        }
        return Traces(before: ghosts, joints: joints)
    }

    /// From where one picture is seen; nil for what suits the dancers.
    func viewpoint(of performance: Performance) -> Viewpoint? {
        camera.preset.map { Viewpoint($0, of: performance.performers[0].facing) }
    }

    /// The camera over the whole film.
    func path(for performance: Performance, aspect: Float) -> CameraPath {
        let work = camera.work(lasting: performance.seconds)
        guard let preset = camera.preset else { return performance.camera(work, aspect: aspect) }
        return performance.camera(work, from: preset, aspect: aspect)
    }
}

/// Light and surroundings in a word.
enum LookWord: String, ExpressibleByArgument, CaseIterable {
    case light, dark
}

extension Arrangement: ExpressibleByArgument {}

/// A place of the camera, a way to move, or one of each: `front`, `follow`, `side,turntable`.
struct CameraWords: ExpressibleByArgument, CustomStringConvertible {
    private enum Movement: String, CaseIterable { case still, follow, turntable }

    /// Where it stands; nil for what suits the dancers.
    private(set) var preset: CameraPreset?
    private var movement: Movement?
    private static let words = CameraPreset.allCases.map(\.rawValue) + Movement.allCases.map(\.rawValue)

    init() {}

    init?(argument: String) {
        for word in argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            if let place = CameraPreset(rawValue: word), preset == nil {
                preset = place
            } else if let way = Movement(rawValue: word), movement == nil {
                movement = way
            } else {
                return nil
            }
        }
    }

    static var allValueStrings: [String] { words }

    var description: String {
        [preset?.rawValue, movement?.rawValue].compactMap(\.self).joined(separator: ",")
    }

    var defaultValueDescription: String { "three-quarter,still" }

    /// What the camera does in so many seconds: a turntable goes round in about twelve, and ends where it began, so
    /// that a film can be shown in a loop.
    func work(lasting seconds: Double) -> CameraWork {
        switch movement ?? .still {
        case .still: .still
        case .follow: .follow
        case .turntable: .orbit(seconds: max(seconds, 0.1) / max((seconds / 12).rounded(), 1))
        }
    }
}

import Diagnostics
import Motion
import Tensor
import Testing

@testable import SequenceModel

/// The fixture's window has 36 frames, 12 of context, tokens of 6.
@Suite("A mask of known values")
struct MaskTests {
    let generator: TransformerGenerator

    init() throws { generator = TransformerGenerator(try Golden().checkpoint) }

    private static let legs = JointSet.leftLeg.union(.rightLeg)

    /// A request in the middle of a movement: `context` frames before, `frames` to make, the rest known.
    private func request(
        context: Int, frames: Int, of total: Int = 90, knowing joints: JointSet = [], count: Int = 2
    ) -> Request {
        let whole = Clip.swaying(frames: total)
        let movement = whole.frames(context..<total)
        return Request(
            context: whole.frames(0..<context), seconds: Double(frames) / 30, count: count, seed: 3,
            mask: Mask(
                movement: movement,
                known: (0..<movement.frameCount).map { $0 < frames ? joints : .all }))
    }

    @Test("that knows nothing is a plain continuation")
    func nothingKnown() throws {
        let context = Clip.swaying(frames: 60)
        let plain = Request(context: context, seconds: 0.8, count: 2, seed: 5)
        var masked = plain
        masked.mask = Mask(
            movement: Clip.swaying(frames: 84).frames(60..<84), known: Array(repeating: [], count: 24))
        let (a, b) = (try generator.propose(plain), try generator.propose(masked))
        #expect(a == b)
    }

    @Test(
        "what is known comes back as it was, and what is not does not",
        arguments: [(30, 24), (30, 40), (0, 12), (0, 40), (0, 90), (3, 20), (70, 20)])
    func knownValues(context: Int, frames: Int) throws {
        for joints in [JointSet(), Self.legs, JointSet.all.subtracting(JointSet([.leftArm, .head]))] {
            let request = request(context: context, frames: frames, knowing: joints)
            for made in try generator.propose(request) {
                #expect(made.clip.frameCount == frames && made.contacts.count == frames)
                let known = try #require(request.mask?.movement)
                for frame in 0..<frames {
                    for joint in CanonicalJoint.allCases {
                        let isSame = made.clip[frame, joint] == known[frame, joint]
                        #expect(isSame == joints.contains(joint) || frame == 0)
                    }
                    #expect(
                        (made.clip.rootTranslations[frame] == known.rootTranslations[frame])
                            == joints.contains(.hips))
                }
            }
        }
    }

    @Test("the same request gives the same bytes, each seed its own")
    func repeatable() throws {
        let request = request(context: 30, frames: 40, knowing: Self.legs, count: 3)
        let made = try generator.propose(request)
        let again = try generator.propose(request)
        #expect(made == again)
        #expect(made[0].clip != made[1].clip)
    }

    @Test("what lies beyond has a say")
    func beyond() throws {
        let near = request(context: 30, frames: 12, count: 1)
        var far = near
        for frame in 12..<60 {
            far.mask?.movement[frame, .leftArm] = Quaternion(angle: 2, axis: SIMD3(0, 1, 0))
        }
        let (a, b) = (try generator.propose(near)[0], try generator.propose(far)[0])
        #expect(a.clip != b.clip)
    }

    @Test("hints tell the known features of tokens that are known in part")
    func hints() throws {
        let checkpoint = generator.checkpoint
        let request = request(context: 30, frames: 24, knowing: Self.legs)
        let timeline = Timeline(request, frames: 24, recent: 12)
        let step = try #require(timeline.next(checkpoint.configuration))
        let window = Window(
            step, of: timeline, spline: PlainSpline(checkpoint.configuration), in: checkpoint)
        let hints = try #require(window.hints)
        #expect(hints.rows == 6 && hints.columns == 292)
        #expect(window.isKnown == [true, true, false, false, false, false])
        for token in 0..<6 {
            let flags = hints[row: token].suffix(22).map { $0 == 1 }
            #expect(
                flags == CanonicalJoint.allCases.map { token >= 2 && Self.legs.contains($0) })
            // The hips are not known: nothing is said of them.
            #expect(hints[row: token].prefix(9).allSatisfy { $0 == 0 })
        }
    }

    @Test("a guess that takes up what is known decodes to it")
    func imposition() throws {
        let checkpoint = generator.checkpoint
        let timeline = Timeline(request(context: 30, frames: 24, knowing: Self.legs), frames: 24, recent: 12)
        let step = try #require(timeline.next(checkpoint.configuration))
        let window = Window(
            step, of: timeline, spline: PlainSpline(checkpoint.configuration), in: checkpoint)
        let imposition = try #require(window.imposition)
        var random = Xoshiro256(seed: 1)
        let guess = Matrix(rows: 6, columns: 12, normalFrom: &random)
        let once = imposition.imposed(on: guess)
        let twice = imposition.imposed(on: once)
        func change(_ a: Matrix, _ b: Matrix) -> Float {
            zip(a.values, b.values).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
        // Twelve components can't hold all of it, but what they hold stays.
        #expect(change(once, guess) > 0)
        #expect(change(twice, once) < change(once, guess))
        #expect(once[row: 0] == guess[row: 0] && once[row: 1] == guess[row: 1])
    }

    @Test(
        "windows go on from what comes before, see what lies beyond, and go backward where nothing comes before"
    )
    func plan() throws {
        let sizes = generator.checkpoint.configuration
        func steps(_ request: Request) -> [(start: Int, frames: Range<Int>)] {
            var timeline = Timeline(
                request, frames: request.frameCount(at: 30), recent: sizes.contextFrames)
            var result: [(Int, Range<Int>)] = []
            while let step = timeline.next(sizes) {
                let made = timeline.clip.frames(step.frames)
                timeline.settle(step, made, Array(repeating: .zero, count: made.frameCount))
                result.append((step.start, step.frames))
            }
            return result
        }
        func expect(
            _ request: Request, _ expected: [(Int, Range<Int>)],
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let found = steps(request)
            #expect(found.map(\.start) == expected.map(\.0), sourceLocation: sourceLocation)
            #expect(found.map(\.frames) == expected.map(\.1), sourceLocation: sourceLocation)
        }
        // A continuation: windows of 24 new frames.
        expect(
            Request(context: .swaying(frames: 60), seconds: 2), [(0, 12..<36), (24, 36..<60), (48, 60..<72)])
        // In between, with three tokens beyond in sight.
        expect(request(context: 30, frames: 6), [(0, 12..<18)])
        // Longer: the last window sees what lies beyond.
        expect(request(context: 30, frames: 26), [(0, 12..<36), (24, 36..<38)])
        // Nothing before: backward from what lies beyond.
        expect(request(context: 0, frames: 20), [(8, 8..<20), (-4, 0..<8)])
        // Nothing before or beyond: a whole window, then onward.
        expect(
            request(context: 0, frames: 90, knowing: Self.legs),
            [(0, 0..<36), (24, 36..<60), (48, 60..<84), (72, 84..<90)])
    }

    @Test("a body that wanders off on a long way is led back toward its goal")
    func led() throws {
        var made = Clip.swaying(frames: 60)
        for frame in 0..<60 { made.rootTranslations[frame] = SIMD3(Float(frame) / 10, 1, 0) }
        var step = Timeline.Step(start: 0, frames: 0..<60, anchor: 0, goal: (SIMD3(0, 1, 0), 60))
        let led = step.led(made)
        // 5.9 m away with 2 s to go: 1.6 m are an easy pace.
        #expect(abs(led.rootTranslations[59].x - 1.6) < 1e-4)
        #expect(led.rootTranslations[0].x < 0.01 && led.rootTranslations[59].y == 1)
        step.goal = (SIMD3(5, 1, 0), 60)
        #expect(step.led(made) == made)
    }

    @Test("masks that leave nothing to make, or are not finite, are refused in words")
    func refusals() throws {
        var broken = request(context: 30, frames: 12)
        broken.mask?.movement[20, .head] = Quaternion(vector: SIMD4(.nan, 0, 0, 1))
        for request in [request(context: 30, frames: 12, knowing: .all), broken] {
            let problem = #expect(throws: Problem.self) { try generator.propose(request) }
            #expect(problem?.expected != nil && problem?.remedy.isEmpty == false)
        }
    }
}

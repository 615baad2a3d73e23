import Motion
import SequenceModel
import Tensor
import Testing

@testable import Training

@Suite("Windows")
struct WindowTests {
    let clip = Clip.dancing(seconds: 9)
    var features: Matrix { FrameFeatures.encoded(clip, contacts: Contacts(of: clip)) }
    let sizes: Configuration

    init() throws { sizes = try .tiny() }

    @Test("at its seam the figure stands over the origin and faces +Z", arguments: WindowCutter.tempi.indices)
    func alignment(tempo: Int) {
        let window = WindowCutter.of(sizes).cut(features, start: 20, tempo: tempo)
        #expect(window.points.rows == 60 && window.context.rows == 20)
        let frames = Spline.basis(frames: 180, points: 60).times(window.points)
        let seam = frames[row: 59]
        #expect(abs(seam[seam.startIndex]) < 0.02 && abs(seam[seam.startIndex + 2]) < 0.02)
        #expect(abs(WindowGeometry.heading(seam)) < 0.05)
    }

    @Test("a faster tempo goes further in the same time")
    func tempo() {
        func path(_ tempo: Int) -> Float {
            let frames = WindowCutter.of(sizes).cut(features, start: 0, tempo: tempo).points
            return (0..<59).reduce(Float(0)) {
                let (x, z) = (frames[$1 + 1, 0] - frames[$1, 0], frames[$1 + 1, 2] - frames[$1, 2])
                return $0 + (x * x + z * z).squareRoot()
            }
        }
        let ratio = path(6) / path(0)
        #expect(abs(ratio - 1.15 / 0.85) < 0.1)
    }

    @Test("a mirrored figure is the other way round, and mirrored again itself")
    func mirror() {
        let mirrored = WindowGeometry.mirrored(features)
        #expect(WindowGeometry.mirrored(mirrored) == features)
        let other = FrameFeatures.decoded(mirrored, frameRate: 30).clip
        for frame in [0, 100] {
            let (here, there) = (clip.pose(at: frame).positions, other.pose(at: frame).positions)
            for joint in CanonicalJoint.allCases {
                let expected = here[joint.mirrored.rawValue] * SIMD3(-1, 1, 1)
                #expect((there[joint.rawValue] - expected).length < 1e-4)
            }
        }
    }

    @Test("a small turn is a rotation")
    func turn() {
        var turned = features
        WindowGeometry.turn(&turned, by: [(15, SIMD3(0.02, -0.05, 0.03))])
        let at = 3 + 6 * 15
        let columns = (0..<2).map {
            SIMD3(turned[7, at + 3 * $0], turned[7, at + 3 * $0 + 1], turned[7, at + 3 * $0 + 2])
        }
        #expect(abs(columns[0].length - 1) < 1e-4 && abs(columns[0].dot(columns[1])) < 1e-4)
        #expect(turned[7, at] != features[7, at] && turned[7, 20] == features[7, 20])
    }

    @Test("what is drawn depends on the seed and the step alone")
    func drawing() throws {
        let drawer = WindowDrawer(try Corpus.small().train, sizes)
        func draw(_ seed: UInt64, _ step: Int) -> [TrainingWindow] {
            var generator = Xoshiro256(seed: seed, step: step)
            return drawer.varied(4, from: &generator)
        }
        #expect(draw(1, 5) == draw(1, 5))
        #expect(draw(1, 5) != draw(1, 6) && draw(1, 5) != draw(2, 5))
    }

    @Test("windows never reach over the end of a stretch, and every start comes up")
    func starts() throws {
        // 3 stretches, one of them too short: 181 + 200 − 2 · 179 starts.
        let takes = [181, 90, 200].enumerated().map {
            Take(Clip.dancing(seconds: Double($1) / 30, variant: $0), name: "\($0)")
        }
        let drawer = WindowDrawer(takes, sizes)
        #expect(drawer.count == 2 + 21)
        #expect(drawer.spread(1000).count == 23)
    }

    @Test("masks give tokens away as they are meant to")
    func masks() {
        var generator = Xoshiro256(seed: 4)
        var kinds = [0, 0, 0, 0]
        var withParts = 0
        for _ in 0..<2000 {
            let mask = TokenMask(sizes, from: &generator)
            let context = mask.isKnown.prefix(10).count { $0 }
            let end = mask.isAtEnd.count { $0 }
            kinds[end > 0 ? 3 : context == 10 ? 0 : context == 0 ? 1 : 2] += 1
            #expect(mask.isKnown.contains(false))
            #expect(!mask.isAtEnd.prefix(11).contains(true))
            if mask.parts.contains(where: { $0.contains(true) }) { withParts += 1 }
        }
        for (count, share) in zip(kinds, TokenMask.shares) {
            #expect(abs(Double(count) / 2000 - share) < 0.04)
        }
        #expect((120...260).contains(withParts))
    }

    @Test("hints tell of known parts of tokens that are not known whole, and nothing else")
    func hints() {
        var mask = TokenMask.continuation(sizes)
        for token in 5..<15 { mask.parts[token][3] = true }
        var generator = Xoshiro256(seed: 8)
        let points = Matrix(rows: 60, columns: 139, normalFrom: &generator)
        let hints = mask.hints(points: points, pointsPerToken: 2)
        #expect(hints.columns == 292)
        #expect(hints[row: 7].allSatisfy { $0 == 0 } && hints[row: 20].allSatisfy { $0 == 0 })
        let told = Array(hints[row: 12])
        #expect(
            told[21..<27]
                == points[row: 24][points[row: 24].startIndex + 21..<points[row: 24].startIndex + 27])
        #expect(Array(told[156..<162]) == (21..<27).map { points[25, $0] })
        #expect(told[273] == 1 && told.count { $0 != 0 } == 13)
    }
}

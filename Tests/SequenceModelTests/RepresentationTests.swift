import Motion
import Tensor
import Testing

@testable import SequenceModel

@Suite("Movement survives the network's own terms")
struct RepresentationTests {
    @Test func clipToFeaturesAndBack() {
        let clip = Clip.swaying(frames: 40)
        let contacts = Contacts(
            labels: (0..<40).map { [$0 % 2 == 0, $0 % 3 == 0, false, true] })
        let (decoded, confidence) = FrameFeatures.decoded(
            FrameFeatures.encoded(clip, contacts: contacts), frameRate: 30)
        #expect(decoded.rootTranslations == clip.rootTranslations)
        for (a, b) in zip(decoded.localRotations, clip.localRotations) { #expect(a.angle(to: b) < 1e-3) }
        #expect(Continuation.labels(of: confidence) == contacts.labels)
    }

    @Test func aFrameWrittenOutByHand() {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30, rootTranslations: [SIMD3(1, 2, 3)],
            localRotations: Array(repeating: .identity, count: 22))
        // A quarter turn to the left about the vertical: +X goes to −Z.
        clip[0, .hips] = Quaternion(angle: .pi / 2, axis: SIMD3(0, 1, 0))
        let row = Array(
            FrameFeatures.encoded(clip, contacts: Contacts(labels: [[true, false, false, true]]))[row: 0])
        #expect(row.count == 139)
        #expect(Array(row[0..<3]) == [1, 2, 3])
        for (found, expected) in zip(row[3..<15], [0, 0, -1, 0, 1, 0, 1, 0, 0, 0, 1, 0] as [Float]) {
            #expect(abs(found - expected) < 1e-6)
        }
        #expect(Array(row[135...]) == [1, 0, 0, 1])
    }

    @Test func contactsStayBetweenNoAndYes() {
        var features = FrameFeatures.encoded(
            .swaying(frames: 1), contacts: Contacts(labels: [[true, true, false, false]]))
        features[0, 135] = 1.3
        features[0, 138] = -0.2
        let (_, contacts) = FrameFeatures.decoded(features, frameRate: 30)
        #expect(contacts == [SIMD4(1, 1, 0, 0)])
    }

    @Test func standardizedAndBack() throws {
        let golden = try Golden()
        let frames = try golden.matrix("frames")
        let standardization = golden.checkpoint.standardization
        #expect(relativeError(standardization.features(standardization.standardized(frames)), frames) < 1e-6)
    }

    @Test func whiteningForgetsNothingInsideItsComponents() throws {
        let golden = try Golden()
        let components = try golden.matrix("tokens", window: 0)
        let whitening = golden.checkpoint.whitening
        let again = whitening.components(ofPoints: whitening.points(ofComponents: components))
        #expect(relativeError(again, components) < goldenTolerance)
    }
}

@Suite("The spline")
struct SplineTests {
    let basis = Spline.basis(frames: 180, points: 60)
    let fit = Spline.fit(frames: 180, points: 60)

    @Test func sharesOfTheControlPointsSumToOne() {
        for frame in 0..<180 { #expect(abs(basis[row: frame].reduce(0, +) - 1) < 1e-6) }
    }

    @Test func evenTravelIsKeptToTheVeryEnds() {
        // Point k sits at frame 3k + 1.
        let line = Matrix(rows: 60, columns: 1, values: (0..<60).map { Float(3 * $0 + 1) })
        let frames = basis.times(line)
        for frame in 0..<180 { #expect(abs(frames[frame, 0] - Float(frame)) < 1e-4) }
    }

    @Test func fittingACurveFindsItsControlPoints() {
        var generator = Xoshiro256(seed: 11)
        let points = Matrix(rows: 60, columns: 3, normalFrom: &generator)
        #expect(relativeError(fit.times(basis.times(points)), points) < 1e-5)
    }

    @Test func aSingleFrameOfTremorIsNotFollowed() {
        var frames = Matrix(rows: 180, columns: 1)
        frames[90, 0] = 1
        let curve = basis.times(fit.times(frames))
        #expect(curve[90, 0] < 0.5)
    }
}

@Suite("Noise")
struct NoiseTests {
    @Test func everyTokensNoiseHasVarianceOne() throws {
        let noise = try Golden().checkpoint.noise
        var generator = Xoshiro256(seed: 21)
        var sums = [Float](repeating: 0, count: 6)
        for _ in 0..<500 {
            let drawn = noise.drawn(tokens: 6, from: &generator)
            for token in 0..<6 { sums[token] += drawn[row: token].reduce(0) { $0 + $1 * $1 } / 12 }
        }
        // 6000 squares of normal numbers have a mean within 4 · √(2 / 6000) of 1.
        for sum in sums { #expect(abs(sum / 500 - 1) < 0.073) }
    }
}

@Suite("Conditions")
struct ConditionTests {
    let conditioning: Conditioning
    let file: Safetensors

    init() throws {
        let golden = try Golden()
        (conditioning, file) = (golden.checkpoint.conditioning, golden.file)
    }

    @Test func nothingAskedIsAllZeros() {
        #expect(conditioning.input(for: .none) == [0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func percentilesComeFromTheTable() throws {
        let table = try file.matrix("condition.quantiles", rows: 4, columns: 21)
        let mean = try file.floats("condition.mean", shape: [4])
        let scale = try file.floats("condition.scale", shape: [4])
        let input = conditioning.input(for: Conditions(sharpness: 50, turning: 12.5))
        #expect(abs(input[1] - (table[1, 10] - mean[1]) / scale[1]) < 1e-5)
        #expect(abs(input[3] - ((table[3, 2] + table[3, 3]) / 2 - mean[3]) / scale[3]) < 1e-5)
        #expect(Array(input[4...]) == [0, 1, 0, 1])
    }

    @Test func valuesBeyondTheTableCountAsItsEnds() {
        let ends = [(-5.0, 0.0), (170, 100), (.infinity, 100), (.nan, 50)]
        for (asked, meant) in ends {
            #expect(
                conditioning.input(for: Conditions(speed: asked))
                    == conditioning.input(for: Conditions(speed: meant)))
        }
    }
}

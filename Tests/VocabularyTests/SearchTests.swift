import Foundation
import Motion
import Testing

@testable import Vocabulary

@Suite("Looking for a place to go on from")
struct SearchTests {
    @Test("the fast scan agrees with its definition")
    func scan() {
        var state: UInt64 = 11
        func number() -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 24) - 0.5
        }
        // More rows than one core takes at a time, and rows that do not fill the last part.
        for (rows, columns) in [(0, 8), (1, 8), (5, 152), (4097, 16), (9000, 24)] {
            let table = (0..<rows * columns).map { _ in number() }
            let query = (0..<columns).map { _ in number() }
            let fast = RowDistances.squared(of: query, to: table)
            let plain = RowDistances.squaredReference(of: query, to: table)
            #expect(fast.count == rows && plain.count == rows)
            for (a, b) in zip(fast, plain) { #expect(abs(a - b) <= 1e-5 * max(b, 1)) }
        }
    }

    @Test("a standing figure is described from where it stands and faces")
    func standing() {
        // Facing +X (a quarter turn to its left from +Z) at (3, 0, -2).
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: Array(repeating: SIMD3(3, 0.95, -2), count: 40),
            localRotations: Array(repeating: .identity, count: 40 * 22))
        for frame in 0..<40 { clip[frame, .hips] = Quaternion(angle: .pi / 2, axis: SIMD3(0, 1, 0)) }
        let (rows, contacts) = SeamFeatures.described(clip)
        let row = Array(rows.suffix(SeamFeatures.count))
        func place(_ joint: CanonicalJoint) -> [Float] {
            Array(row[3 * joint.rawValue..<3 * joint.rawValue + 3])
        }
        expect(place(.hips), [0, 0.95, 0])
        expect(place(.leftUpLeg), [0.09, 0.89, 0])
        expect(place(.rightToe), [-0.09, 0, 0.13])
        expect(Array(row[66..<132]), Array(repeating: 0, count: 66))
        expect(Array(row[132..<140]), Array(repeating: 0, count: 8))
        expect(Array(row[140..<148]), [0, 1, 0, 1, 0, 1, 0, 1])
        expect(Array(row[148...]), [1, 1, 1, 1])
        #expect(contacts.labels.allSatisfy { $0 == [true, true, true, true] })
    }

    @Test("a figure that walks and turns remembers where it came from")
    func path() {
        // 0.9 m/s along +Z while it turns a twentieth of a radian each frame; seen from the last frame, 1.45 rad on.
        let frames = 30
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<frames).map { SIMD3(0, 0.95, 0.03 * Float($0)) },
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            clip[frame, .hips] = Quaternion(angle: 0.05 * Float(frame), axis: SIMD3(0, 1, 0))
        }
        let row = Array(SeamFeatures.described(clip).rows.suffix(SeamFeatures.count))
        let yaw = 0.05 * 29.0
        // A place d behind along -Z, turned back by the heading: (d sin yaw, -d cos yaw).
        for (index, back) in [5, 10, 20, 29].enumerated() {
            let way = 0.03 * Double(back)
            expect(
                Array(row[132 + 2 * index..<134 + 2 * index]),
                [Float(way * sin(yaw)), Float(-way * cos(yaw))])
            let turned = -0.05 * Double(back)
            expect(Array(row[140 + 2 * index..<142 + 2 * index]), [Float(sin(turned)), Float(cos(turned))])
        }
    }

    @Test("a group's scale is its root mean square deviation")
    func scales() {
        var rows = [Float](repeating: 0, count: 2 * SeamFeatures.count)
        // Two rows that differ by 2 in every place's number, and by 4 in half of the velocities'.
        for column in 0..<66 { rows[column] = 2 }
        for column in 66..<99 { rows[column] = 4 }
        let scales = SeamFeatures.scales(of: [rows])
        expect(scales, [1, 2.0.squareRoot().float, 0.001, 0.001, 0.001])
        let factors = SeamWeights(pose: 1, velocity: 3).factors(scales: scales)
        #expect(factors.count == SeamFeatures.count)
        #expect(abs(factors[0] - (0.25 / 66).squareRoot().float) < 1e-6)
        #expect(abs(factors[70] - (0.75 / 66 / 2).squareRoot().float) < 1e-6)
        #expect(factors[140] == 0)
    }

    @Test(
        "where a phrase was cut, it is found again, wherever on the floor it was danced", arguments: [0, 2])
    func cut(kind: Int) throws {
        let vocabulary = Dancing.vocabulary([10, 8, 9])
        let whole = vocabulary.phrases[kind].clip
        let moved = whole.frames(0..<120).moved(by: FloorTransform(yaw: 2.1, shift: SIMD3(4, 0, -7)))
        for context in [whole.frames(40..<120), moved] {
            let place = try #require(vocabulary.places(following: context, framesAfter: 30).first)
            #expect(place.phrase == kind)
            #expect(place.frame == 119)
            // What is left is the low-pass, which sees no future at the end of a phrase.
            #expect(place.distance < 0.1)
        }
    }

    @Test("in the mirror, too")
    func mirror() throws {
        let vocabulary = Dancing.vocabulary([10, 8, 9])
        let context = vocabulary.phrases[1].clip.frames(30..<110).inTheMirror
        let mirrored = try #require(
            vocabulary.places(following: context, framesAfter: 30, isMirroring: true).first)
        #expect(mirrored.phrase == 1 && mirrored.frame == 109 && mirrored.isMirrored)
        let plain = try #require(vocabulary.places(following: context, framesAfter: 30).first)
        #expect(plain.distance > mirrored.distance && !plain.isMirrored)
        // What follows is what followed, on the other side.
        let found = vocabulary.movement(from: mirrored, frames: 40, after: context)
        let real = vocabulary.phrases[1].clip.frames(110..<150).inTheMirror
        for frame in 0..<40 {
            #expect((found.rootTranslations[frame] - real.rootTranslations[frame]).length < 1e-4)
            #expect((0..<22).allSatisfy { found[frame, $0].angle(to: real[frame, $0]) < 2e-3 })
        }
    }

    @Test("places differ: one of each phrase, or some time apart; phrases take turns")
    func apart() {
        let vocabulary = Dancing.vocabulary([10, 8, 9, 1])
        let context = Dancing.phrase(7, seconds: 2)
        let one = vocabulary.places(following: context, framesAfter: 40, perPhrase: 1)
        #expect(one.map(\.phrase).sorted() == [0, 1, 2])
        #expect(one.map(\.distance) == one.map(\.distance).sorted())
        let many = vocabulary.places(following: context, framesAfter: 40, spacing: 60, isMirroring: true)
        #expect(many.count > 6)
        #expect(Array(many.prefix(1)).map(\.distance) == [many.map(\.distance).min()])
        for (index, a) in many.enumerated() {
            #expect(vocabulary.framesLeft(after: a) >= 40 && a.frame >= 1)
            for b in many[(index + 1)...] where a.phrase == b.phrase { #expect(abs(a.frame - b.frame) >= 60) }
        }
    }

    @Test("a closed place closes its neighbourhood with it")
    func closed() throws {
        let vocabulary = Dancing.vocabulary([10])
        let context = vocabulary.phrases[0].clip.frames(60..<120)
        let places = vocabulary.places(
            following: context, framesAfter: 30, isOpen: { !vocabulary.isSameMovement(context, before: $0) })
        #expect(!places.isEmpty)
        #expect(places.allSatisfy { abs($0.frame - 119) >= 60 })
    }

    @Test("only what is given weight counts")
    func weights() {
        let all = Dancing.vocabulary([10, 8, 9])
        let context = Dancing.phrase(5, seconds: 3)
        let pose = Dancing.vocabulary([10, 8, 9], weights: SeamWeights(pose: 1, velocity: 0))
        // The definition, for a distance of poses alone.
        let asked = SeamFeatures.described(context).rows.suffix(SeamFeatures.count).prefix(66)
        let described = all.phrases.map { SeamFeatures.described($0.clip).rows }
        let scale = SeamFeatures.scales(of: described)[0]
        for place in pose.places(following: context, framesAfter: 30, perPhrase: 1) {
            let rows = described[place.phrase]
            let row = rows[(place.frame * SeamFeatures.count)...].prefix(66)
            var sum: Float = 0
            for (a, b) in zip(asked, row) { sum += (a - b) * (a - b) }
            #expect(abs(place.distance - (sum / 66).squareRoot() / scale) < 1e-4)
        }
    }
}

private func expect(
    _ found: [Float], _ expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (a, b) in zip(found, expected) {
        #expect(abs(a - b) < 1e-4, "\(found) is not \(expected)", sourceLocation: sourceLocation)
    }
}

extension Double {
    fileprivate var float: Float { Float(self) }
}

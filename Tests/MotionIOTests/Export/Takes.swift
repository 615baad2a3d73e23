import BVHFormat
import Foundation
import Motion

@testable import MotionIO

/// Movement for the tests of export: small figures that show what exporters do to files.
enum Takes {
    /// A body of 22 joints in centimetres that bends, turns and travels for a second at 60 frames.
    static let body: BVHDocument = {
        var clip = Clip(
            skeleton: .canonical, frameRate: 60, rootTranslations: [],
            localRotations: [])
        for frame in 0..<60 {
            let t = Float(frame) / 60
            clip.rootTranslations.append(SIMD3(0.4 * t, 0.95 - 0.1 * t, 0.2))
            clip.localRotations += CanonicalJoint.allCases.map { joint in
                let axis = SIMD3<Float>(0.3, 1, Float(joint.rawValue) / 22).normalized
                return Quaternion(angle: 0.4 * t * Float(joint.rawValue % 5), axis: axis)
            }
        }
        var document = BVHDocument(clip)
        document.scale(by: 100)
        return document
    }()

    /// Two joints with orders of their own: the root turns on past half a circle, the hinge has one channel, and
    /// the third joint moves its place.
    static let odd: BVHDocument = {
        let joints = [
            BVHDocument.Joint(
                name: "base \"of\" all", parent: nil, offset: .zero,
                channels: [.zRotation, .yRotation, .xRotation, .xPosition, .yPosition, .zPosition]),
            BVHDocument.Joint(
                name: "hinge", parent: 0, offset: [0, 3, 0], channels: [.xRotation], endSites: [[0, 1, 0]]),
            BVHDocument.Joint(
                name: "hinge", parent: 1, offset: [1, 2, 0],
                channels: [.xPosition, .yPosition, .zPosition, .xRotation, .yRotation, .zRotation]),
            BVHDocument.Joint(name: "tip", parent: 2, offset: [0, 0.5, 0.25], channels: []),
        ]
        let values = (0..<40).flatMap { frame -> [Double] in
            let t = Double(frame)
            return [12 * t, 5, -3 * t, 0.1 * t, 4, 0] + [2 * t] + [1, 2 + 0.05 * t, 0, 8 * t, 20, 30]
        }
        return BVHDocument(joints: joints, frameTime: 0.04, values: values)
    }()

    /// Two figures in one file.
    static let two = BVHDocument(
        joints: [
            .init(
                name: "A", parent: nil, offset: .zero,
                channels: [.xPosition, .yPosition, .zPosition, .yRotation], endSites: [[0, 1, 0]]),
            .init(name: "B", parent: nil, offset: [1, 0, 0], channels: [.yRotation], endSites: [[0, 1, 0]]),
        ], frameTime: 0.04, values: [0, 1, 0, 0, 90, 1, 1, 0, 10, 80])

    /// Places of all joints in every frame, by single steps of plain trigonometry.
    static func places(_ document: BVHDocument) -> [[SIMD3<Double>]] {
        (0..<document.frameCount).map { frame in
            var places: [SIMD3<Double>] = []
            var axes: [[SIMD3<Double>]] = []
            for joint in document.joints {
                var place = joint.offset
                var own = [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
                for (index, channel) in joint.channels.enumerated() {
                    let value = document.values[frame * document.channelCount + joint.firstChannel + index]
                    guard channel.isRotation else {
                        place[channel.axis] = value
                        continue
                    }
                    // Turning the axes about one of themselves mixes the other two.
                    let (b, c) = ((channel.axis + 1) % 3, (channel.axis + 2) % 3)
                    let (sine, cosine) = (sin(value * .pi / 180), cos(value * .pi / 180))
                    (own[b], own[c]) = (own[b] * cosine + own[c] * sine, own[c] * cosine - own[b] * sine)
                }
                func turned(_ v: SIMD3<Double>, by axes: [SIMD3<Double>]) -> SIMD3<Double> {
                    axes[0] * v.x + axes[1] * v.y + axes[2] * v.z
                }
                if let parent = joint.parent {
                    places.append(places[parent] + turned(place, by: axes[parent]))
                    axes.append(own.map { turned($0, by: axes[parent]) })
                } else {
                    places.append(place)
                    axes.append(own)
                }
            }
            return places
        }
    }

    /// The farthest that any joint is from its place in the other.
    static func distance(_ a: [[SIMD3<Double>]], _ b: [[SIMD3<Double>]]) -> Double {
        precondition(a.count == b.count && zip(a, b).allSatisfy { $0.count == $1.count })
        return zip(a, b).flatMap { zip($0, $1) }.map { ($0 - $1).length }.max() ?? 0
    }
}

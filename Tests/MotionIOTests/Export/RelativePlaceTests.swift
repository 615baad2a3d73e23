import BVHFormat
import Motion
import Testing

@testable import MotionIO

/// Some exporters write how far a joint is from its offset, where all others write its place: nothing, but for
/// rounding, in every frame.
@Suite("positions relative to the offset")
struct RelativePlaceTests {
    /// ``Takes/body`` with position channels on all joints, about zero on all but the root.
    private static let relative: BVHDocument = {
        var body = Takes.body
        let rows = (0..<body.frameCount).map { frame in
            body.joints.flatMap { joint -> [Double] in
                let first = frame * body.channelCount + joint.firstChannel
                let own = Array(body.values[first..<first + joint.channels.count])
                return joint.parent == nil ? own : [1e-6 * Double(frame % 3), 0, -1e-6] + own
            }
        }
        let joints = body.joints.map { joint in
            var joint = joint
            if joint.parent != nil {
                joint.channels.insert(contentsOf: [.xPosition, .yPosition, .zPosition], at: 0)
            }
            return joint
        }
        return BVHDocument(joints: joints, frameTime: body.frameTime, values: rows.flatMap { $0 })
    }()

    private func converted(
        to format: ExportFormat, _ ask: (inout Conversion) -> Void = { _ in }
    ) throws -> [UInt8] {
        var conversion = Conversion(to: format)
        ask(&conversion)
        return try conversion.convert(Self.relative, path: "take.bvh").bytes
    }

    @Test("the clip and every export show the same body, at its full length")
    func exports() throws {
        let clip = try Clip(Self.relative, path: "take.bvh")
        #expect(clip.skeleton == (try Clip(Takes.body, path: "body.bvh")).skeleton)
        #expect(clip.jointTranslations.isEmpty)

        let metres = Takes.places(Takes.body).map { $0.map { $0 / 100 } }
        let glb = try GLTFReader(try converted(to: .glb))
        #expect(Takes.distance(try (0..<60).map { try glb.places(key: $0) }, metres) < 1e-5)

        let table = String(decoding: try converted(to: .csv), as: UTF8.self)
        let found = table.split(separator: "\r\n").dropFirst().map { line in
            let numbers = line.split(separator: ",").dropFirst(2).compactMap { Double($0) }
            return stride(from: 0, to: numbers.count, by: 3).map {
                SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2])
            }
        }
        #expect(Takes.distance(found, metres) < 1e-5)

        let usd = String(decoding: try converted(to: .usda), as: UTF8.self)
        let own = String(
            decoding: try Conversion(to: .usda).convert(Takes.body, path: "take.bvh").bytes, as: UTF8.self)
        func line(_ start: String, in text: String) throws -> Substring {
            try #require(text.split(separator: "\n").first { $0.contains(start) })
        }
        #expect(try line("restTransforms", in: usd) == line("restTransforms", in: own))
    }

    @Test("taking positions away leaves the offset; giving all writes places, as on other joints")
    func positions() throws {
        for positions in [BVHStyle.Positions.root, .moving] {
            let bytes = try converted(to: .bvh) { $0.style.positions = positions }
            #expect(try BVHDocument.parse(bytes, path: "out.bvh") == Takes.body)
        }
        let bytes = try converted(to: .bvh) { $0.style.positions = .all }
        let all = try BVHDocument.parse(bytes, path: "out.bvh")
        #expect(Takes.distance(Takes.places(all), Takes.places(Takes.body)) < 1e-9)
    }

    @Test("a T-pose in front is in the same terms as the movement")
    func tPose() throws {
        let bytes = try converted(to: .bvh) { $0.style.tPose = .first }
        let first = try BVHDocument.parse(bytes, path: "out.bvh")
        #expect(first.frames(1..<61) == Self.relative)
        let channels = first.jointChannels
        #expect(channels.dropFirst().allSatisfy(\.keepsOffset) && !channels[0].keepsOffset)
    }

    @Test("a joint that leaves its offset once is where its channels say")
    func leaves() {
        var document = Self.relative
        document.values[40 * document.channelCount + document.joints[3].firstChannel] = 5
        #expect(
            document.jointChannels.map(\.keepsOffset).enumerated().allSatisfy { $1 == ($0 != 0 && $0 != 3) })
    }
}

import BVHFormat
import Foundation
import Motion
import MotionIO
import Testing

/// What `choreo rigs` tells, and what a map does for the other commands.
@Suite struct RigsCommandTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    /// The opening on a rig whose joints are only numbered, and which looks the same in front and behind.
    private func writeRiddle() throws {
        var document = Studio.opening
        for index in document.joints.indices {
            document.joints[index].name = "bone\(index)"
            document.joints[index].offset.z = 0
            document.joints[index].endSites = []
        }
        document.values = document.values.map { _ in 0 }
        try document.write(to: studio.path("riddle.bvh"))
    }

    @Test func everyRigIsListedAndCanBeShown() throws {
        let rigs = try studio.choreo("rigs", "--json").objects()
        let names = rigs.compactMap { $0["name"] as? String }
        #expect(names.count == rigs.count && names == names.sorted() && names.contains("mixamo"))
        #expect(try studio.choreo("rigs").lines.count == rigs.count + 1)
        let unreal = try #require(rigs.first { $0["name"] as? String == "unreal" })
        #expect(unreal["unit"] as? String == "cm" && unreal["upAxis"] as? String == "Z")
        #expect(unreal["restPose"] as? String == "A")

        let shown = try studio.choreo("rigs", "unreal").lines
        #expect(shown.contains { $0.hasPrefix("            upperarm_l ") && $0.hasSuffix(" LeftArm") })
        #expect(shown.contains { $0.trimmingCharacters(in: .whitespaces) == "upperarm_twist_01_l" })
        #expect(try studio.refusal(["rigs", "mixama"]).contains("mixamo"))
    }

    @Test func theRigOfAFileIsToldWithReasons() throws {
        let told = try #require(try studio.choreo("rigs", "--of", "opening.bvh", "--json").objects().first)
        #expect(told["rig"] as? String == "canonical" && told["means"] as? String == "family")
        #expect(try #require(told["confidence"] as? Double) > 0.9)
        #expect((told["map"] as? [String: Any])?.count == 22)
        #expect((told["reasons"] as? [String])?.isEmpty == false)
        #expect(try studio.choreo("rigs", "--of", "opening.bvh").out.contains("confidence 0.98"))
    }

    @Test func aMapIsWrittenCorrectedAndBelieved() throws {
        try writeRiddle()
        // Nobody can tell its left from its right: it is drawn and told, but does not dance on.
        #expect(try studio.choreo("info", "riddle.bvh").out.contains("not recognised"))
        let refused = try studio.refusal(["propose", "riddle.bvh", "-o", "ideas"])
        #expect(refused.contains("which side is left") && refused.contains("--map"))
        #expect(try studio.refusal(["score", "riddle.bvh"]).contains("not recognised as a human body"))

        try studio.choreo("rigs", "--of", "riddle.bvh", "--map-out", "riddle.json")
        #expect(
            try studio.refusal(["rigs", "--of", "riddle.bvh", "--map-out", "riddle.json"]).contains("--force")
        )
        let map = try #require(try studio.json("riddle.json")["joints"] as? [String: Any])
        #expect(map.count == 22)
        #expect(try studio.choreo("info", "--map", "riddle.json", "riddle.bvh").out.contains("rig: riddle"))
        #expect(try studio.choreo("score", "--map", "riddle.json", "riddle.bvh").status == 0)

        // A name that the file does not have.
        let text = String(decoding: try studio.bytes("riddle.json"), as: UTF8.self)
        try studio.write(text.replacing("\"bone0\"", with: "\"Hüfte\""), to: "riddle.json")
        #expect(try studio.refusal(["score", "--map", "riddle.json", "riddle.bvh"]).contains("Hüfte"))
        try studio.write("{\"joints\": [", to: "riddle.json")
        #expect(
            try studio.refusal(["info", "--map", "riddle.json", "riddle.bvh"]).contains("riddle.json:1:13"))
    }

    @Test func anAnimalIsReadAndConvertedButDoesNotDance() throws {
        // A body with three pairs of legs and a person's names.
        var joints = [Skeleton.Joint(name: "Hips", parent: nil, offset: SIMD3(0, 0.1, 0))]
        for (side, x) in [("Left", Float(0.1)), ("Right", -0.1)] {
            for limb in 0..<3 {
                for (part, y) in [("UpLeg", Float(0.05)), ("Leg", -0.1), ("Foot", -0.05)] {
                    let parent = part == "UpLeg" ? 0 : joints.count - 1
                    joints.append(
                        Skeleton.Joint(
                            name: "\(side)\(part)\(limb)", parent: parent,
                            offset: SIMD3(x, y, part == "UpLeg" ? Float(limb) * 0.1 : 0)))
                }
            }
        }
        let clip = Clip(
            skeleton: Skeleton(joints: joints), frameRate: 30,
            rootTranslations: Array(repeating: SIMD3(0, 0.1, 0), count: 30),
            localRotations: Array(repeating: .identity, count: 30 * joints.count))
        try BVHDocument(clip).write(to: studio.path("beetle.bvh"))
        #expect(try studio.choreo("info", "beetle.bvh").out.contains("not recognised"))
        #expect(
            try studio.choreo("rigs", "--of", "beetle.bvh").out.contains("not recognised as a human body"))
        try studio.choreo("convert", "beetle.bvh", "-o", "slow.bvh", "--fps", "15")
        #expect(
            try studio.refusal(["propose", "beetle.bvh", "-o", "ideas"]).contains(
                "not recognised as a human body"))
        #expect(try !studio.names(in: "").contains("ideas"))
    }

    @Test func wordsThatContradictEachOtherAreWrongWords() throws {
        try studio.choreo(["rigs", "mixamo", "--of", "opening.bvh"], expecting: 2)
        try studio.choreo(["rigs", "--map-out", "map.json"], expecting: 2)
    }
}

import BVHFormat
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("USD and tables of places")
struct SceneTextTests {
    private func text(_ document: BVHDocument, _ format: ExportFormat, scale: Double? = nil) throws -> String
    {
        var conversion = Conversion(to: format)
        conversion.scale = scale
        return String(decoding: try conversion.convert(document, path: "take.bvh").bytes, as: UTF8.self)
    }

    /// All numbers in a piece of text.
    private func numbers(_ text: some StringProtocol) -> [Double] {
        text.split { !"0123456789.-e".contains($0) }.compactMap { Double($0) }
    }

    // MARK: USD

    @Test("turns and places of each frame put the joints where they were")
    func skeletonAnimation() throws {
        let usd = try text(Takes.odd, .usda, scale: 1)
        let rotations = try #require(usd.components(separatedBy: "quatf[] rotations.timeSamples = {").last)
            .components(separatedBy: "}")[0]
        let translations = try #require(
            usd.components(separatedBy: "float3[] translations.timeSamples = {").last
        )
        .components(separatedBy: "}")[0]
        let turns = rotations.split(separator: "\n").map { numbers($0) }.filter { !$0.isEmpty }
        let places = translations.split(separator: "\n").map { numbers($0) }.filter { !$0.isEmpty }
        #expect(turns.map { $0[0] } == (0..<40).map(Double.init))
        let found = zip(turns, places).map { turns, places in
            var world: [(place: SIMD3<Double>, turn: DoubleQuaternion)] = []
            for (joint, content) in Takes.odd.joints.enumerated() {
                let q = Array(turns[(1 + 4 * joint)..<(5 + 4 * joint)])
                let p = Array(places[(1 + 3 * joint)..<(4 + 3 * joint)])
                let own = DoubleQuaternion(vector: SIMD4(q[1], q[2], q[3], q[0]))
                let place = SIMD3(p[0], p[1], p[2])
                if let parent = content.parent.map({ world[$0] }) {
                    world.append((parent.place + parent.turn.act(place), parent.turn * own))
                } else {
                    world.append((place, own))
                }
            }
            return world.map(\.place)
        }
        #expect(Takes.distance(found, Takes.places(Takes.odd)) < 2e-5)
    }

    @Test("a stage states its unit, axis and times")
    func stage() throws {
        let usd = try text(Takes.body, .usda)
        for line in [
            "metersPerUnit = 1", "upAxis = \"Y\"", "timeCodesPerSecond = 60.0", "endTimeCode = 59",
            "defaultPrim = \"Figure\"",
        ] { #expect(usd.contains(line), "\(line)") }
        // Places of a body whose root alone moves are written all the same: the schema has one list for all joints.
        #expect(usd.contains("float3[] translations.timeSamples"))
        #expect(usd.contains("rel skel:animationSource = </Figure/Skeleton/Animation>"))
    }

    @Test("joints have identifiers, each once among its siblings, and keep their own names beside")
    func names() {
        let names = USDNames(
            ["mixamorig:Hips", "1 leg", "1 leg", "腰", "", "a\u{1B}[31m"], parents: [nil, 0, 0, 0, 0, 1])
        #expect(
            names.paths == [
                "mixamorig_Hips", "mixamorig_Hips/_1_leg", "mixamorig_Hips/_1_leg_2", "mixamorig_Hips/_",
                "mixamorig_Hips/__2", "mixamorig_Hips/_1_leg/a__31m",
            ])
        #expect(names.originals == ["mixamorig:Hips", "1 leg", "1 leg_2", "腰", "", "a\u{1B}[31m"])
    }

    @Test("a chain of a thousand long names stays a file of reasonable size")
    func longChain() throws {
        let chain = BVHDocument(
            joints: (0..<1000).map {
                .init(
                    name: String(repeating: "very", count: 500) + "\($0)", parent: $0 == 0 ? nil : $0 - 1,
                    offset: [0, 1, 0], channels: $0 == 0 ? [.yRotation] : [])
            }, frameTime: 0.1, values: [0, 10])
        let names = USDNames(chain.joints.map(\.name), parents: chain.joints.map(\.parent))
        #expect(names.paths.last?.hasSuffix("/j999") == true)
        #expect(try text(chain, .usda, scale: 1).utf8.count < 20_000_000)
    }

    @Test("names cannot break out of their quotes")
    func quotes() throws {
        var document = Takes.odd
        document.joints[3].name = "a\"]\n\u{7}\\"
        let usd = try text(document, .usda, scale: 1)
        #expect(usd.contains(#""a\"]\n\x07\\""#))
        #expect(usd.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }

    // MARK: tables

    @Test("a table has a row a frame and the places of the joints in it")
    func table() throws {
        let lines = try text(Takes.body, .csv).components(separatedBy: "\r\n")
        #expect(lines[0].hasPrefix("frame,time (s),Hips x (m),Hips y (m),Hips z (m),LeftUpLeg x (m)"))
        #expect(lines.count == 62 && lines[61] == "")
        let rows = lines[1...60].map { numbers($0) }
        #expect(rows.map { $0[0] } == (1...60).map(Double.init))
        #expect(rows[30][1] == 0.5)
        let found = rows.map { row in
            stride(from: 2, to: row.count, by: 3).map { SIMD3(row[$0], row[$0 + 1], row[$0 + 2]) }
        }
        #expect(Takes.distance(found, Takes.places(Takes.body).map { $0.map { $0 / 100 } }) < 2e-6)
    }

    @Test("a name with commas, quotes and line ends stays in its field")
    func fields() throws {
        var document = Takes.two
        document.joints[0].name = "a,\"b\"\n"
        let header = try text(document, .csv, scale: 1).components(separatedBy: "\r\n")[0]
        #expect(header.hasPrefix("frame,time (s),\"a,\"\"b\"\"\n x (m)\","))
    }

    @Test("numbers are rounded half away from zero, without what says nothing")
    func decimals() {
        func text(_ value: Double, _ decimals: Int) -> String {
            var text = NumberText()
            text.append(value, decimals: decimals)
            return String(decoding: text.bytes, as: UTF8.self)
        }
        #expect(text(0.25, 1) == "0.3" && text(-0.25, 1) == "-0.3")
        #expect(text(1.5, 6) == "1.5" && text(-0.00000004, 6) == "0" && text(120, 0) == "120")
        #expect(text(0.000001, 6) == "0.000001" && text(1e300, 6) == "1e+300")
    }
}

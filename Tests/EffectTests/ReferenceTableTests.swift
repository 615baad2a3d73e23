import Diagnostics
import Motion
import Testing

@testable import Effect

@Suite("The reference that gives percentiles")
struct ReferenceTableTests {
    private func table(_ values: [Double]) -> ReferenceTable {
        ReferenceTable(name: "test", corpora: [], windowSeconds: 4, quantiles: ["speed": values])
    }

    @Test("puts the quantiles of known values where they belong")
    func building() throws {
        // 101 figures carried along at 0.00, 0.01 … 1.00 m/s.
        let profiles = try (0...100).map { step in
            try EffectProfile(
                of: Figure(hips: { SIMD3(0, 0.95, Double(step) / 100 * $0) }).clip(seconds: 0.5),
                reference: nil)
        }
        let table = ReferenceTable.build(
            from: profiles.shuffled(), name: "carried",
            corpora: [.init(name: "a", windows: 101, acknowledgment: "made here")])
        #expect(table.windows == 101)
        let speed = try #require(table.quantiles["speed"])
        #expect(speed.count == 101)
        for (step, value) in speed.enumerated() { #expect(abs(value - Double(step) / 100) < 1e-3) }
        #expect(abs(try #require(table.percentile(of: 0.255, in: .speed)) - 25.5) < 0.2)
        #expect(table.quantiles["directness"] == nil, "nobody's hands had a path")
    }

    @Test("takes 4 s windows every 2 s, each after what came before it")
    func windows() throws {
        let profiles = try ReferenceTable.windows(of: Figure.dancing.clip(seconds: 9.5))
        #expect(profiles.count == 3)
        #expect(profiles.allSatisfy { $0.seconds == 4 && $0.windows == 1 && $0.reference == nil })
        #expect(profiles.map { $0[.contrast]?.value != nil } == [false, true, true])
        #expect(try ReferenceTable.windows(of: Figure.dancing.clip(seconds: 3.9)).isEmpty)
        #expect(try ReferenceTable.windows(of: Figure.dancing.clip(seconds: 9.5, rate: 120)).count == 3)
    }

    @Test("leaves out windows in which, or before which, the recording jumps")
    func faults() throws {
        var clip = Figure.dancing.clip(seconds: 14)
        clip.rootTranslations[10].x += 1
        #expect(try ReferenceTable.windows(of: clip).count == 3)
        #expect(try ReferenceTable.windows(of: Figure.dancing.clip(seconds: 14)).count == 6)
    }

    @Test("never lowers a percentile when the value rises, also over ties")
    func monotone() throws {
        let table = table([0, 0, 0, 1, 1.5, 1.5, 1.5, 4, 4])
        let percentiles = try stride(from: -1.0, through: 5, by: 0.01).map {
            try #require(table.percentile(of: $0, in: .speed))
        }
        #expect(zip(percentiles, percentiles.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(percentiles.first == 0 && percentiles.last == 100)
    }

    @Test("gives the middle of values that many phrases share")
    func ties() {
        #expect(table([0, 0, 0, 1, 2]).percentile(of: 0, in: .speed) == 25)
        #expect(table([0, 0, 0, 1, 2]).percentile(of: 1.5, in: .speed) == 87.5)
        #expect(table([0, 1, 2]).percentile(of: 1, in: .jerk) == nil)
    }

    @Test("comes back from its text as it was, and the text is stable")
    func roundTrip() throws {
        let table = ReferenceTable(
            name: "a \"quoted\" name",
            corpora: [
                .init(name: "one", windows: 3, acknowledgment: "thanks / danke"),
                .init(name: "two", windows: 4, acknowledgment: ""),
            ], windowSeconds: 4, quantiles: ["time": [0.1, 0.12345, 3], "air": [0, 0, 1]])
        let text = try table.json()
        #expect(try ReferenceTable(json: text, path: "x") == table)
        #expect(
            String(decoding: text, as: UTF8.self) == """
                {
                  "corpora": [
                    {"acknowledgment":"thanks / danke","name":"one","windows":3},
                    {"acknowledgment":"","name":"two","windows":4}
                  ],
                  "name": "a \\"quoted\\" name",
                  "quantiles": {
                    "air": [0,0,1],
                    "time": [0.1,0.12345,3]
                  },
                  "windowSeconds": 4
                }

                """)
    }

    @Test("is refused where its quantiles don't ascend or it is no table")
    func refused() throws {
        let bad = #"{"name":"x","corpora":[],"windowSeconds":4,"quantiles":{"speed":[2,1]}}"#
        let problem = try #require(throws: Problem.self) {
            try ReferenceTable(json: Array(bad.utf8), path: "bad.json")
        }
        #expect(problem.what == "the quantiles of `speed` don't ascend")
        #expect(throws: Problem.self) { try ReferenceTable(json: Array("[]".utf8), path: "bad.json") }
    }

    @Test("that ships knows every part, names its corpora and their licences, and ranks a still figure low")
    func shipped() throws {
        let table = ReferenceTable.shipped
        #expect(Set(table.quantiles.keys) == Set(EffectKey.all.map(\.rawValue)))
        #expect(table.quantiles.values.allSatisfy { $0.count == 101 })
        #expect(table.windows > 500 && table.windowSeconds == 4)
        #expect(!table.corpora.isEmpty && table.corpora.allSatisfy { !$0.acknowledgment.isEmpty })
        let profile = try EffectProfile(of: Figure.still.clip(seconds: 4))
        #expect(profile.reference == table.name)
        #expect(try #require(profile[.speed]?.percentile) < 1)
        #expect(try #require(profile[.symmetry]?.percentile) > 95)
    }

    @Test("has spreads near the steps in which contrast is counted")
    func steps() throws {
        for measure in EffectMeasures.all where Contrast.compared.contains(measure.definition.key) {
            let quantiles = try #require(ReferenceTable.shipped.quantiles[measure.definition.key.rawValue])
            let spread = (quantiles[84] - quantiles[16]) / 2
            let ratio = spread / measure.definition.step
            #expect(0.6...1.7 ~= ratio, "\(measure.definition.key): \(spread)")
        }
    }
}

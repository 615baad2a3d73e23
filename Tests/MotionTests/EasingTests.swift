import Testing

@testable import Motion

@Suite("Easing")
struct EasingTests {
    @Test("begins and ends level, is half-way in the middle, and stays within its ends")
    func smoothstep() {
        #expect(Easing.smoothstep(0.0) == 0)
        #expect(Easing.smoothstep(0.5) == 0.5)
        #expect(Easing.smoothstep(1.0) == 1)
        #expect(Easing.smoothstep(-3.0) == 0)
        #expect(Easing.smoothstep(7.0) == 1)
        #expect(Easing.smoothstep(Float(0.01)) < 0.001)
    }

    @Test("a sudden need is met before it comes, without a jump, at any frame rate", arguments: [30.0, 120])
    func anticipated(rate: Double) {
        let needs = (0..<Int(2 * rate)).map { abs(Double($0) / rate - 1) < 0.05 ? 1.0 : 0 }
        let met = Easing.anticipated(needs, reach: 0.1, lowPass: 5, frameRate: rate)
        #expect(met.count == needs.count)
        #expect(met[Int(rate)] > 0.9)
        #expect(met[Int(0.85 * rate)] > 0.3)
        #expect(met.allSatisfy { $0 >= 0 })
        let steepest = zip(met, met.dropFirst()).map { abs($1 - $0) * rate }.max() ?? 0
        #expect(steepest < 12)
    }

    @Test("a correction begins at the seam with next to nothing and counts whole after its time")
    func onset() {
        let weights = (10..<20).map { Easing.onset($0, within: 10..<20, of: 20, over: 0.2, frameRate: 30) }
        #expect(weights[0] < 0.2)
        #expect(weights[5] == 1)
        #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 <= $1 })
    }
}

import Motion
import Tensor
import Testing

@testable import Evaluation

@Suite("The volume that joints span")
struct ConvexHullTests {
    private func cloud(_ count: Int, seed: UInt64) -> [SIMD3<Double>] {
        var generator = Xoshiro256(seed: seed)
        return (0..<count).map { _ in
            SIMD3(Double(generator.normal()), Double(generator.normal()), Double(generator.normal()))
        }
    }

    /// Every triangle of points that has all others on one side is a face.
    private func byBruteForce(_ points: [SIMD3<Double>]) -> Double {
        let centre = points.reduce(.zero, +) / Double(points.count)
        var volume = 0.0
        for a in points.indices {
            for b in a + 1..<points.count {
                for c in points.indices where c > b {
                    let normal = (points[b] - points[a]).cross(points[c] - points[a])
                    let sides = points.map { normal.dot($0 - points[a]) }
                    if sides.allSatisfy({ $0 > -1e-12 }) || sides.allSatisfy({ $0 < 1e-12 }) {
                        volume += abs(normal.dot(centre - points[a])) / 6
                    }
                }
            }
        }
        return volume
    }

    @Test func aCubeHasItsVolumeWhateverLiesInIt() {
        let corners = (0..<8).map { SIMD3(Double($0 & 1), Double($0 >> 1 & 1), Double($0 >> 2)) }
        #expect(abs(ConvexHull.volume(of: corners) - 1) < 1e-9)
        let inner = cloud(10, seed: 1).map { $0 * 0.05 + SIMD3(repeating: 0.5) }
        #expect(abs(ConvexHull.volume(of: inner + corners) - 1) < 1e-9)
    }

    @Test(arguments: 1...12) func agreesWithEveryTriangleTried(seed: Int) {
        let points = cloud(22, seed: UInt64(seed))
        let volume = byBruteForce(points)
        #expect(abs(ConvexHull.volume(of: points) - volume) < 1e-9 * volume)
        #expect(abs(ConvexHull.volume(of: points.reversed()) - volume) < 1e-9 * volume)
    }

    @Test func whatLiesInAPlaneSpansNothing() {
        #expect(ConvexHull.volume(of: cloud(9, seed: 2).map(\.flat)) == 0)
        #expect(ConvexHull.volume(of: [SIMD3(1, 2, 3)]) == 0)
        #expect(ConvexHull.volume(of: Array(repeating: SIMD3(1, 2, 3), count: 22)) == 0)
    }
}

import RealModule
import Testing

@testable import Effect

@Suite("The smooth curve through samples")
struct CubicSplineTests {
    @Test("goes through its samples and holds its ends")
    func samples() {
        let values = [3.0, -1, 4, 1, -5, 9]
        let curve = CubicSpline(values)
        for (i, value) in values.enumerated() { #expect(abs(curve(Double(i)) - value) < 1e-12) }
        #expect(curve(-1) == 3 && curve(7) == 9)
    }

    @Test("is a straight line through points on a line, and one value through one")
    func line() {
        let curve = CubicSpline((0..<7).map { 2 - 0.5 * Double($0) })
        for step in 0...60 { #expect(abs(curve(Double(step) / 10) - (2 - 0.05 * Double(step))) < 1e-12) }
        #expect(CubicSpline([4])(0) == 4)
    }

    @Test("follows a 3 Hz wave sampled at 24 per second to a hundredth")
    func wave() {
        let curve = CubicSpline((0..<96).map { Double.sin(2 * .pi * 3 * Double($0) / 24) })
        for step in 100..<900 {
            let position = Double(step) / 10
            #expect(abs(curve(position) - Double.sin(2 * .pi * 3 * position / 24)) < 0.01)
        }
    }
}

@Suite("The support of a figure")
struct SupportPolygonTests {
    private let square = SupportPolygon(
        hullOf: [SIMD2(0, 0), SIMD2(2, 0), SIMD2(2, 2), SIMD2(0, 2), SIMD2(1, 1), SIMD2(1, 0)])

    @Test("is the hull, without points inside or on its edges")
    func corners() {
        #expect(square.corners.count == 4)
    }

    @Test("tells how deep a point lies inside, and how far outside")
    func depth() {
        #expect(square.depth(of: SIMD2(1, 1)) == 1)
        #expect(square.depth(of: SIMD2(0.25, 1)) == 0.25)
        #expect(square.depth(of: SIMD2(3, 1)) == -1)
        #expect(abs(square.depth(of: SIMD2(3, 3)) + 2.0.squareRoot()) < 1e-12)
    }

    @Test("may be a point or a line, which nothing is inside of")
    func degenerate() {
        #expect(SupportPolygon(hullOf: [SIMD2(1, 1)]).depth(of: SIMD2(1, 3)) == -2)
        #expect(SupportPolygon(hullOf: [SIMD2(1, 1), SIMD2(1, 1)]).depth(of: SIMD2(1, 3)) == -2)
        let line = SupportPolygon(hullOf: [SIMD2(0, 0), SIMD2(1, 0), SIMD2(2, 0)])
        #expect(line.depth(of: SIMD2(1, 0)) == 0)
        #expect(line.depth(of: SIMD2(1, 0.5)) == -0.5)
    }
}

import Testing

@testable import Tensor

/// Sums of up to two thousand products of normal numbers in `Float`.
private let sumTolerance: Float = 2e-4
/// The same with factors rounded to bfloat16, 8 bits: each product is off by up to 2⁻⁸ of itself, and the errors of
/// n products add like a random walk; four times its length is not reached.
private func halfTolerance(inner: Int) -> Float { 4 * Float(inner).squareRoot() / 256 }
/// One function value in `Float`, a few units in the last place.
private let pointTolerance: Float = 2e-6

/// Largest difference, relative to the larger of 1 and the value.
private func difference(_ a: [Float], _ b: [Float]) -> Float {
    #expect(a.count == b.count)
    return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}

@Suite("Every kind of processor computes what is defined")
struct KernelKindTests {
    /// What this machine can run; the plain loops everywhere.
    static let kinds = Kernels.Kind.allCases.filter { Kernels($0) != nil }
    /// Odd sizes, single rows and columns, ends of panels and blocks, and a sum that is longer than is rounded at once.
    static let shapes = [(1, 1, 1), (5, 7, 3), (13, 17, 33), (30, 64, 30), (25, 256, 70), (3, 2101, 16)]

    @Test(arguments: kinds, shapes)
    func products(kind: Kernels.Kind, shape: (Int, Int, Int)) throws {
        let kernels = try #require(Kernels(kind))
        let (rows, inner, columns) = shape
        var generator = Xoshiro256(seed: 11)
        let a = Matrix(rows: rows, columns: inner, normalFrom: &generator)
        let b = Matrix(rows: inner, columns: columns, normalFrom: &generator)
        let bias = Matrix(rows: 1, columns: columns, normalFrom: &generator).values
        var expected = a.timesReference(b)
        for row in 0..<rows {
            for column in 0..<columns { expected[row, column] += bias[column] }
        }
        for precision in [Precision.single, .half] {
            let isRounded = precision == .half && kernels.half != nil
            let tolerance = isRounded ? halfTolerance(inner: inner) : sumTolerance
            for isTransposed in [false, true] {
                let found = product(a, b, bias, precision, kernels, isTransposed: isTransposed)
                #expect(difference(found, expected.values) < tolerance)
            }
        }
    }

    /// a · b + bias, added to zeros, with both factors given as they are or as transposes of their transposes.
    private func product(
        _ a: Matrix, _ b: Matrix, _ bias: [Float], _ precision: Precision, _ kernels: Kernels,
        isTransposed: Bool
    ) -> [Float] {
        let factor = Factor(inner: b.rows, columns: b.columns, precision: precision, kernels: kernels)
        let (left, right) = isTransposed ? (a.transposed, b.transposed) : (a, b)
        var result = Array(repeating: Float(0), count: a.rows * b.columns)
        right.withPointer { right in
            let view = Products.View(right, stride: isTransposed ? b.rows : b.columns)
            factor.pack(isTransposed ? view.transposed : view)
        }
        left.withPointer { left in
            let view = Products.View(left, stride: isTransposed ? a.rows : a.columns)
            bias.withUnsafeBufferPointer { bias in
                result.withUnsafeMutableBufferPointer { result in
                    guard let base = result.baseAddress else { return }
                    factor.multiply(
                        isTransposed ? view.transposed : view, bias: bias.baseAddress, into: base,
                        stride: b.columns, rows: a.rows, adds: isTransposed)
                }
            }
        }
        return result
    }

    @Test(arguments: kinds)
    func aRowDoesNotDependOnTheOthers(kind: Kernels.Kind) throws {
        let kernels = try #require(Kernels(kind))
        var generator = Xoshiro256(seed: 12)
        let a = Matrix(rows: 31, columns: 50, normalFrom: &generator)
        let b = Matrix(rows: 50, columns: 40, normalFrom: &generator)
        let bias = Array(repeating: Float(0), count: 40)
        for precision in [Precision.single, .half] {
            let all = product(a, b, bias, precision, kernels, isTransposed: false)
            for row in 0..<31 {
                let alone = product(
                    a.rows(row..<row + 1), b, bias, precision, kernels, isTransposed: false)
                #expect(alone == Array(all[row * 40..<(row + 1) * 40]))
            }
        }
    }

    @Test(arguments: kinds)
    func functionsOfNumbers(kind: Kernels.Kind) throws {
        let kernels = try #require(Kernels(kind))
        var gelu = Matrix(rows: 1, columns: 4001, values: (0...4000).map { Float($0 - 2000) / 100 })
        var silu = gelu
        let x = gelu.values
        gelu.applyGELUReference()
        silu.applySiLUReference()
        let count = x.count
        let found = call(x) { kernels.gelu($0, into: $0, count: count) }
        #expect(difference(found, gelu.values) < pointTolerance)
        let other = call(x) { kernels.silu($0, into: $0, count: count) }
        #expect(difference(other, silu.values) < pointTolerance)
        // Not-a-number stays visible.
        #expect(call([.nan, 1]) { kernels.gelu($0, into: $0, count: 2) }[0].isNaN)
    }

    @Test(arguments: kinds)
    func softmax(kind: Kernels.Kind) throws {
        let kernels = try #require(Kernels(kind))
        var generator = Xoshiro256(seed: 13)
        var plain = Matrix(rows: 9, columns: 31, normalFrom: &generator)
        plain[0, 0] = 300  // would overflow without the largest taken off
        let found = call(plain.values) { kernels.softmax($0, rows: 9, columns: 31, scale: 0.5) }
        plain = Matrix(rows: 9, columns: 31, values: plain.values.map { 0.5 * $0 })
        plain.applySoftmaxReference()
        #expect(difference(found, plain.values) < pointTolerance)
    }

    @Test(arguments: kinds, [3, 21, 256])
    func modulation(kind: Kernels.Kind, columns: Int) throws {
        let kernels = try #require(Kernels(kind))
        var generator = Xoshiro256(seed: 14)
        let x = Matrix(rows: 4, columns: columns, normalFrom: &generator)
        let steering = Matrix(rows: 1, columns: 2 * columns, normalFrom: &generator)
        var plain = x
        plain.assignModulatedNormReference(of: x, by: steering, shift: columns, scale: 0)
        plain.addGatedReference(x, by: steering, gate: columns)
        let found = steering.withPointer { steering in
            x.withPointer { x in
                call(Array(repeating: 0, count: 4 * columns)) { y in
                    kernels.norm(
                        x, shift: steering + columns, scale: steering, into: y, rows: 4, columns: columns)
                    kernels.gate(y, x, by: steering + columns, rows: 4, columns: columns)
                }
            }
        }
        #expect(difference(found, plain.values) < sumTolerance)
    }

    /// The numbers after `body` has changed them.
    private func call(_ numbers: [Float], _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
        var numbers = numbers
        numbers.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { body(base) }
        }
        return numbers
    }
}

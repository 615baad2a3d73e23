import Tensor
import Testing

/// Largest difference of two equally shaped matrices, relative to the larger of 1 and the value.
private func difference(_ a: Matrix, _ b: Matrix) -> Float {
    #expect(a.rows == b.rows && a.columns == b.columns)
    return zip(a.values, b.values).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}

/// Sums of up to a thousand products of normal numbers in `Float`, in another order than the reference's: results
/// near 0 are differences of numbers near 30.
private let sumTolerance: Float = 1e-4
/// One function value in `Float`, a few units in the last place.
private let pointTolerance: Float = 1e-6

@Suite("Fast kernels agree with their plain definitions")
struct KernelTests {
    /// Odd sizes, one row, one column, and the network's own.
    static let shapes = [(1, 1, 1), (1, 7, 3), (5, 1, 9), (13, 17, 19), (60, 256, 96), (30, 1024, 40)]

    @Test(arguments: shapes)
    func product(rows: Int, inner: Int, columns: Int) {
        var generator = Xoshiro256(seed: 3)
        let a = Matrix(rows: rows, columns: inner, normalFrom: &generator)
        let b = Matrix(rows: inner, columns: columns, normalFrom: &generator)
        #expect(difference(a.times(b), a.timesReference(b)) < sumTolerance)
    }

    @Test(arguments: shapes)
    func linear(rows: Int, inputs: Int, outputs: Int) {
        var generator = Xoshiro256(seed: 4)
        let weight = Matrix(rows: outputs, columns: inputs, normalFrom: &generator)
        let bias = (0..<outputs).map { _ in generator.normal() }
        let x = Matrix(rows: rows, columns: inputs, normalFrom: &generator)
        var expected = x.timesReference(weight.transposed)
        expected.addToRows(bias)
        #expect(difference(Linear(weight: weight, bias: bias)(x), expected) < sumTolerance)
    }

    @Test func linearWorkedByHand() {
        // PyTorch's layout: one row of weights per output.
        let layer = Linear(weight: Matrix(rows: 2, columns: 3, values: [1, 0, 2, 0, 1, -1]), bias: [10, 20])
        #expect(layer(Matrix(rows: 1, columns: 3, values: [3, 4, 5])).values == [23, 19])
    }

    @Test func gelu() {
        var fast = Self.line
        var plain = Self.line
        fast.applyGELU()
        plain.applyGELUReference()
        #expect(difference(fast, plain) < pointTolerance)
        // Far out it is 0 on one side and x on the other; GELU(1) = 0.841192.
        var known = Matrix(rows: 1, columns: 4, values: [-1000, 0, 1, 1000])
        known.applyGELU()
        #expect(abs(known[0, 0]) < 1e-30 && known[0, 1] == 0 && known[0, 3] == 1000)
        #expect(abs(known[0, 2] - 0.841_192) < pointTolerance)
    }

    @Test func silu() {
        var fast = Self.line
        var plain = Self.line
        fast.applySiLU()
        plain.applySiLUReference()
        #expect(difference(fast, plain) < pointTolerance)
    }

    @Test func softmax() {
        var generator = Xoshiro256(seed: 5)
        var fast = Matrix(rows: 9, columns: 31, normalFrom: &generator)
        fast[0, 0] = 300  // would overflow without the largest taken off
        var plain = fast
        fast.applySoftmax()
        plain.applySoftmaxReference()
        #expect(difference(fast, plain) < pointTolerance)
        for row in 0..<9 { #expect(abs(fast[row: row].reduce(0, +) - 1) < pointTolerance) }
    }

    @Test func notANumberStaysVisible() {
        var m = Matrix(rows: 1, columns: 2, values: [.nan, 1])
        m.applyGELU()
        #expect(m[0, 0].isNaN && !m[0, 1].isNaN)
    }

    /// −20 … 20 in small steps, past both ends of what the exponential's clamp allows.
    static let line = Matrix(
        rows: 1, columns: 4001, values: (0...4000).map { Float($0 - 2000) / 100 })
}

@Suite("Modulation steers each item by its own numbers")
struct ModulationTests {
    @Test(arguments: [3, 8, 21, 256])
    func agreesWithTheDefinition(columns: Int) {
        var generator = Xoshiro256(seed: 6)
        let x = Matrix(rows: 12, columns: columns, normalFrom: &generator)
        let modulation = Matrix(rows: 3, columns: 2 * columns, normalFrom: &generator)
        var fast = Matrix(rows: 12, columns: columns)
        var plain = fast
        fast.assignModulatedNorm(of: x, by: modulation, shift: columns, scale: 0)
        plain.assignModulatedNormReference(of: x, by: modulation, shift: columns, scale: 0)
        #expect(difference(fast, plain) < sumTolerance)
        fast.addGated(x, by: modulation, gate: columns)
        plain.addGatedReference(x, by: modulation, gate: columns)
        #expect(difference(fast, plain) < sumTolerance)
    }

    @Test func withoutSteeringARowHasMeanZeroAndVarianceOne() {
        var generator = Xoshiro256(seed: 7)
        let x = Matrix(rows: 4, columns: 64, normalFrom: &generator)
        var y = x
        y.assignModulatedNorm(of: x, by: Matrix(rows: 1, columns: 64), shift: 0, scale: 0)
        for row in 0..<4 {
            let mean = y[row: row].reduce(0, +) / 64
            let variance = y[row: row].reduce(0) { $0 + $1 * $1 } / 64
            #expect(abs(mean) < 1e-6)
            #expect(abs(variance - 1) < 1e-4)
        }
    }
}

@Suite("Attention")
struct AttentionTests {
    let attention = Attention(tokens: 7, heads: 3, headWidth: 5)

    @Test func agreesWithTheDefinition() {
        let (fast, fastScores) = run(Attention.apply)
        let (plain, plainScores) = run(Attention.applyReference)
        #expect(difference(fast, plain) < sumTolerance)
        #expect(difference(fastScores, plainScores) < sumTolerance)
    }

    @Test func rowsSumToOne() {
        let (_, scores) = run(Attention.apply)
        #expect(scores.rows == 2 * 3 * 7)
        for row in 0..<scores.rows { #expect(abs(scores[row: row].reduce(0, +) - 1) < pointTolerance) }
    }

    @Test func itemsDoNotSeeEachOther() {
        var generator = Xoshiro256(seed: 9)
        let first = Matrix(rows: 7, columns: 45, normalFrom: &generator)
        let others = [1, 2].map { _ in Matrix(rows: 7, columns: 45, normalFrom: &generator) }
        let results = others.map { other in
            var output = Matrix(rows: 14, columns: 15)
            var room = attention.room(items: 2)
            attention.apply(qkv: first.appending(other), into: &output, room: &room)
            return output.rows(0..<7)
        }
        #expect(results[0] == results[1])
    }

    @Test func equalKeysAverageTheValues() {
        var qkv = Matrix(rows: 7, columns: 45)
        for token in 0..<7 { qkv[token, 30] = Float(token) }
        var output = Matrix(rows: 7, columns: 15)
        var room = attention.room(items: 1)
        attention.apply(qkv: qkv, into: &output, room: &room)
        for token in 0..<7 { #expect(abs(output[token, 0] - 3) < pointTolerance * 10) }
    }

    private func run(
        _ apply: (Attention) -> (Matrix, inout Matrix, inout Attention.Room) -> Void
    ) -> (output: Matrix, scores: Matrix) {
        var generator = Xoshiro256(seed: 8)
        let qkv = Matrix(rows: 14, columns: 45, normalFrom: &generator)
        var output = Matrix(rows: 14, columns: 15)
        var room = attention.room(items: 2)
        apply(attention)(qkv, &output, &room)
        return (output, room.weights)
    }
}

import Tensor
import Testing

@Suite("A matrix of numbers")
struct MatrixTests {
    @Test func keepsRowsInOrder() {
        var m = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        #expect(m[1, 0] == 4)
        #expect(Array(m[row: 1]) == [4, 5, 6])
        m[row: 0] = [7, 8, 9]
        #expect(m.values == [7, 8, 9, 4, 5, 6])
    }

    @Test func transposedTwiceIsItself() {
        var generator = Xoshiro256(seed: 1)
        let m = Matrix(rows: 5, columns: 7, normalFrom: &generator)
        #expect(m.transposed[6, 2] == m[2, 6])
        #expect(m.transposed.transposed == m)
    }

    @Test func halvesJoinToTheWhole() {
        var generator = Xoshiro256(seed: 2)
        let m = Matrix(rows: 6, columns: 2, normalFrom: &generator)
        #expect(m.rows(0..<4).appending(m.rows(4..<6)) == m)
        #expect(m.reshaped(rows: 3, columns: 4).reshaped(rows: 6, columns: 2) == m)
    }

    @Test func aProductWorkedByHand() {
        let a = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
        let b = Matrix(rows: 2, columns: 3, values: [5, 6, 7, 8, 9, 10])
        #expect(a.times(b).values == [21, 24, 27, 47, 54, 61])
        #expect(a.timesReference(b).values == [21, 24, 27, 47, 54, 61])
    }
}

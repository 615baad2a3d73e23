import Testing

@testable import Tensor

@Suite("Principal axes")
struct PrincipalAxesTests {
    @Test("points along a slanted line have that line as their first axis, and no spread across it")
    func slantedLine() throws {
        var moments = try SecondMoments(columns: 2)
        let rows = Matrix(rows: 4, columns: 2, values: [3, 4, -3, -4, 6, 8, -6, -8])
        moments.add(rows, mean: [0, 0], weight: [1, 1])
        let (variances, axes) = try moments.principalAxes()
        #expect(abs(variances[0] - 62.5) < 1e-9 && abs(variances[1]) < 1e-9)
        #expect(abs(axes[0][0] - 0.6) < 1e-9 && abs(axes[0][1] - 0.8) < 1e-9)
    }

    @Test("weights and means count as if the rows had been changed before")
    func weighted() throws {
        var moments = try SecondMoments(columns: 2)
        moments.add(Matrix(rows: 2, columns: 2, values: [3, 1, 1, 1]), mean: [2, 1], weight: [5, 7])
        let (variances, axes) = try moments.principalAxes()
        #expect(abs(variances[0] - 25) < 1e-9 && axes[0] == [1, 0])
    }

    @Test("axes are at right angles, of unit length, and make the matrix again")
    func decomposition() throws {
        var generator = Xoshiro256(seed: 3)
        let size = 24
        let rows = Matrix(rows: 200, columns: size, normalFrom: &generator)
        var moments = try SecondMoments(columns: size)
        let none = [Double](repeating: 0, count: size)
        let one = [Double](repeating: 1, count: size)
        // Bit by bit is the same as at once.
        moments.add(rows.rows(0..<70), mean: none, weight: one)
        moments.add(rows.rows(70..<200), mean: none, weight: one)
        let (variances, axes) = try moments.principalAxes()
        #expect(zip(variances, variances.dropFirst()).allSatisfy { $0 >= $1 })
        for i in 0..<size {
            for j in 0..<size {
                let product = zip(axes[i], axes[j]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
                let again = (0..<size).reduce(0) { $0 + variances[$1] * axes[$1][i] * axes[$1][j] }
                let direct =
                    (0..<200).reduce(0) { $0 + Double(rows[$1, i]) * Double(rows[$1, j]) } / 200
                #expect(abs(again - direct) < 1e-12)
            }
        }
    }
}

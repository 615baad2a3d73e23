import Tensor
import Testing

@Suite("Eigenvalues of a symmetric matrix")
struct SymmetricEigenTests {
    private func matrix(size: Int, seed: UInt64) -> [Double] {
        var generator = Xoshiro256(seed: seed)
        var a = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                let value = Double(generator.normal())
                a[row * size + column] = value
                a[column * size + row] = value
            }
        }
        return a
    }

    @Test func twoByTwoWorkedByHand() throws {
        let found = try #require(SymmetricEigen(of: [2, 1, 1, 2], size: 2))
        #expect(abs(found.values[0] - 1) < 1e-12 && abs(found.values[1] - 3) < 1e-12)
        // (1, −1) and (1, 1), at unit length.
        #expect(abs(found.vectors[0] + found.vectors[1]) < 1e-12)
        #expect(abs(found.vectors[2] - found.vectors[3]) < 1e-12)
    }

    @Test(arguments: [1, 2, 7, 40]) func agreesWithItsDefinition(size: Int) throws {
        let a = matrix(size: size, seed: UInt64(size))
        let found = try #require(SymmetricEigen(of: a, size: size))
        let reference = SymmetricEigen(referenceOf: a, size: size)
        let alone = try #require(SymmetricEigen(of: a, size: size, vectors: false))
        for i in 0..<size {
            #expect(abs(found.values[i] - reference.values[i]) < 1e-10)
            #expect(abs(alone.values[i] - reference.values[i]) < 1e-10)
        }
        #expect(alone.vectors.isEmpty)
    }

    @Test func vectorsMakeTheMatrixAgain() throws {
        let n = 12
        let a = matrix(size: n, seed: 3)
        for found in [try #require(SymmetricEigen(of: a, size: n)), SymmetricEigen(referenceOf: a, size: n)] {
            for row in 0..<n {
                for column in 0..<n {
                    let sum = (0..<n).reduce(0.0) {
                        $0 + found.values[$1] * found.vectors[$1 * n + row] * found.vectors[$1 * n + column]
                    }
                    #expect(abs(sum - a[row * n + column]) < 1e-10)
                }
            }
        }
    }

    @Test func whatIsNotFiniteHasNone() {
        #expect(SymmetricEigen(of: [1, .nan, .nan, 1], size: 2) == nil)
        #expect(SymmetricEigen(of: [.infinity, 0, 0, 1], size: 2) == nil)
    }
}

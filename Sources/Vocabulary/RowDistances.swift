import Cores

/// Squared distances of one vector to every row of a table: the scan behind the search.
enum RowDistances {
    /// Rows that one core takes at a time.
    private static let block = 4096

    /// Squared distances of `query` to the rows of `rows`, eight columns at a time, on all cores.
    ///
    /// - Parameters:
    ///   - rows: A table of as many columns as `query` has numbers, row by row.
    ///   - query: A multiple of 8 numbers.
    /// - Complexity: One pass over the table; it is bound by memory.
    static func squared(of query: [Float], to rows: [Float]) -> [Float] {
        let columns = query.count
        precondition(columns > 0 && columns % 8 == 0 && rows.count % columns == 0, "whole rows of eights")
        let count = rows.count / columns
        let parts = concurrentMap(count: (count + block - 1) / block) { part in
            let range = part * block..<min((part + 1) * block, count)
            return [Float](unsafeUninitializedCapacity: range.count) { result, initialized in
                rows.withUnsafeBytes { table in
                    query.withUnsafeBytes { query in
                        for row in range {
                            var sum = SIMD8<Float>.zero
                            let start = row &* columns &* 4
                            for offset in stride(from: 0, to: columns &* 4, by: 32) {
                                let difference =
                                    table.loadUnaligned(
                                        fromByteOffset: start &+ offset, as: SIMD8<Float>.self)
                                    - query.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                                sum.addProduct(difference, difference)
                            }
                            result[row &- range.lowerBound] = sum.sum()
                        }
                    }
                }
                initialized = range.count
            }
        }
        return parts.flatMap { $0 }
    }

    /// The definition of ``squared(of:to:)``: sums in `Double`, one number after the other.
    static func squaredReference(of query: [Float], to rows: [Float]) -> [Float] {
        let columns = query.count
        return (0..<rows.count / columns).map { row in
            Float(
                (0..<columns).reduce(0.0) { sum, column in
                    let difference = Double(rows[row * columns + column]) - Double(query[column])
                    return sum + difference * difference
                })
        }
    }
}

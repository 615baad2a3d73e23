/// A spline at its own control points: (c[k − 1] + 4 c[k] + c[k + 1]) / 6; at both ends, where the points go on in a
/// line, c itself.
enum Knots {
    /// Values at all points, rows of `columns` numbers.
    static func values(_ points: [Double], columns: Int) -> [Double] {
        let rows = points.count / columns
        var result = points
        guard rows > 2 else { return result }
        for row in 1..<rows - 1 {
            for column in 0..<columns {
                let i = row &* columns &+ column
                result[i] = (points[i &- columns] + 4 * points[i] + points[i &+ columns]) / 6
            }
        }
        return result
    }

    /// The gradient with respect to the points, from that with respect to the values.
    static func gradient(_ values: [Double], columns: Int) -> [Double] {
        let rows = values.count / columns
        var result = [Double](repeating: 0, count: values.count)
        for row in 0..<rows {
            for column in 0..<columns {
                let i = row &* columns &+ column
                guard row > 0, row < rows - 1 else {
                    result[i] += values[i]
                    continue
                }
                result[i &- columns] += values[i] / 6
                result[i] += values[i] * 4 / 6
                result[i &+ columns] += values[i] / 6
            }
        }
        return result
    }
}

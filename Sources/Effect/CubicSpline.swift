/// The smooth curve through evenly spaced samples: a natural cubic spline.
///
/// Its second derivative is 0 at both ends, which agrees with the odd reflection that the low-pass uses there.
///
/// Source: de Boor, "A practical guide to splines", 1978, chapter IV; unit spacing.
struct CubicSpline {
    private let values: [Double]
    private let curvatures: [Double]

    /// Creates the curve through `values` at 0, 1, 2 …; there must be at least one.
    init(_ values: [Double]) {
        precondition(!values.isEmpty, "a curve goes through at least one sample")
        self.values = values
        let n = values.count
        // M[i−1] + 4 M[i] + M[i+1] = 6 (y[i+1] − 2 y[i] + y[i−1]), solved by elimination from the left.
        var curvatures = [Double](repeating: 0, count: n)
        if n > 2 {
            var ratio = [Double](repeating: 0, count: n)
            for i in 1..<n - 1 {
                let pivot = 4 - ratio[i - 1]
                ratio[i] = 1 / pivot
                let bend = 6 * (values[i + 1] - 2 * values[i] + values[i - 1])
                curvatures[i] = (bend - curvatures[i - 1]) / pivot
            }
            for i in (1..<n - 1).reversed() { curvatures[i] -= ratio[i] * curvatures[i + 1] }
        }
        self.curvatures = curvatures
    }

    /// The curve at `position` in samples, from 0 to the last; outside it holds the end.
    func callAsFunction(_ position: Double) -> Double {
        let last = values.count - 1
        guard position > 0 else { return values[0] }
        guard position < Double(last) else { return values[last] }
        let i = Int(position)
        let b = position - Double(i)
        let a = 1 - b
        return a * values[i] + b * values[i + 1]
            + ((a * a * a - a) * curvatures[i] + (b * b * b - b) * curvatures[i + 1]) / 6
    }
}

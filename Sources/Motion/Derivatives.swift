/// Velocities and higher derivatives of filtered positions, in `Double`.
public enum Derivatives {
    /// Returns the derivative of a sampled signal by central differences; one-sided, second-order at both ends.
    ///
    /// - Parameters:
    ///   - signal: Values at even times; fewer than three give first differences, fewer than two zeros.
    ///   - frameRate: Samples per second.
    public static func central(_ signal: [Double], frameRate: Double) -> [Double] {
        let n = signal.count
        guard n > 2 else {
            let slope = n == 2 ? (signal[1] - signal[0]) * frameRate : 0
            return Array(repeating: slope, count: n)
        }
        var result = [Double](repeating: 0, count: n)
        for i in 1..<n - 1 { result[i] = (signal[i + 1] - signal[i - 1]) * frameRate / 2 }
        result[0] = (-3 * signal[0] + 4 * signal[1] - signal[2]) * frameRate / 2
        result[n - 1] = (3 * signal[n - 1] - 4 * signal[n - 2] + signal[n - 3]) * frameRate / 2
        return result
    }

    /// Returns the derivative of each coordinate of a path, low-passed first.
    ///
    /// - Parameters:
    ///   - path: Places of one joint, one per frame.
    ///   - frameRate: Frames per second.
    ///   - frequency: Cut-off of the zero-phase filter in Hz; nil leaves the path as it is.
    ///   - order: 1 velocity, 2 acceleration, 3 jerk.
    public static func of(
        _ path: [SIMD3<Double>], frameRate: Double, lowPass frequency: Double?, order: Int = 1
    ) -> [SIMD3<Double>] {
        var axes = (0..<3).map { axis in path.map { $0[axis] } }
        if let frequency {
            let filter = Butterworth(frequency: frequency, frameRate: frameRate)
            axes = axes.map { filter($0) }
        }
        for _ in 0..<order { axes = axes.map { central($0, frameRate: frameRate) } }
        return path.indices.map { SIMD3(axes[0][$0], axes[1][$0], axes[2][$0]) }
    }
}

import RealModule

/// A second-order Butterworth low-pass, run forward and backward so that nothing is delayed.
///
/// Source: bilinear transform of H(s) = 1 / (s² + √2 s + 1); the ends are padded by odd reflection, since a filter
/// that starts from rest bends the first and last frames of every clip.
public struct Butterworth: Sendable {
    private let b: (Double, Double, Double)
    private let a: (Double, Double)
    private let padding: Int

    /// Creates a filter for signals of `frameRate` per second with the cut-off `frequency` in Hz.
    ///
    /// A cut-off at or above half the rate lets everything through.
    public init(frequency: Double, frameRate: Double) {
        guard frequency < frameRate / 2 else {
            b = (1, 0, 0)
            a = (0, 0)
            padding = 0
            return
        }
        let k = Double.tan(.pi * frequency / frameRate)
        let norm = 1 / (1 + 2.0.squareRoot() * k + k * k)
        b = (k * k * norm, 2 * k * k * norm, k * k * norm)
        a = (2 * (k * k - 1) * norm, (1 - 2.0.squareRoot() * k + k * k) * norm)
        // Long enough for the filter's memory to fade: about three periods of the cut-off.
        padding = Int((3 * frameRate / frequency).rounded(.up))
    }

    /// Returns `signal` without its fast part; the same length.
    public func callAsFunction(_ signal: [Double]) -> [Double] {
        guard padding > 0, signal.count > 1 else { return signal }
        let n = signal.count
        // Odd reflection about each end; a signal shorter than the padding is reflected as far as it goes and
        // held from there.
        var padded = [Double](repeating: 0, count: n + 2 * padding)
        for i in 0..<padding {
            let distance = min(padding - i, n - 1)
            padded[i] = 2 * signal[0] - signal[distance]
            padded[n + 2 * padding - 1 - i] = 2 * signal[n - 1] - signal[n - 1 - distance]
        }
        padded.replaceSubrange(padding..<padding + n, with: signal)
        let forward = pass(padded)
        let backward = pass(forward.reversed())
        return Array(backward.reversed()[padding..<padding + n])
    }

    /// One causal pass, started as if the first value had stood there for ever.
    private func pass(_ x: [Double]) -> [Double] {
        var y = x
        var x1 = x[0]
        var x2 = x[0]
        var y1 = x[0]
        var y2 = x[0]
        for i in x.indices {
            let value = b.0 * x[i] + b.1 * x1 + b.2 * x2 - a.0 * y1 - a.1 * y2
            x2 = x1
            x1 = x[i]
            y2 = y1
            y1 = value
            y[i] = value
        }
        return y
    }
}

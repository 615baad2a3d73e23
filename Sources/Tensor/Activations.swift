import RealModule

extension Matrix {
    /// Replaces every x by GELU(x) = ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
    ///
    /// Computed as x · σ(2u), which is the same and needs one exponential.
    ///
    /// Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016 (the tanh approximation).
    public mutating func applyGELU() {
        let count = values.count
        withMutablePointer { Kernels.best.gelu($0, into: $0, count: count) }
    }

    /// The definition of ``applyGELU()``, in `Double`.
    public mutating func applyGELUReference() {
        for i in values.indices {
            let x = Double(values[i])
            let u = (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
            values[i] = Float(0.5 * x * (1 + Double.tanh(u)))
        }
    }

    /// Replaces every x by SiLU(x) = x · σ(x).
    ///
    /// Source: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", 2017.
    public mutating func applySiLU() {
        let count = values.count
        withMutablePointer { Kernels.best.silu($0, into: $0, count: count) }
    }

    /// The definition of ``applySiLU()``, in `Double`.
    public mutating func applySiLUReference() {
        for i in values.indices {
            let x = Double(values[i])
            values[i] = Float(x / (1 + Double.exp(-x)))
        }
    }
}

import RealModule

/// Rows and columns of any kind of number, for definitions that are written to be read and to be computed exactly.
struct PlainGrid<Scalar: Real & BinaryFloatingPoint> {
    let rows: Int
    let columns: Int
    var values: [Scalar]

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        values = Array(repeating: 0, count: rows * columns)
    }

    init(rows: Int, columns: Int, _ values: some Collection<Float>) {
        precondition(values.count == rows * columns, "one value per row and column")
        self.rows = rows
        self.columns = columns
        self.values = values.map { Scalar($0) }
    }

    subscript(row: Int, column: Int) -> Scalar {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// `body` of each element.
    func map(_ body: (Scalar) -> Scalar) -> Self {
        var result = self
        for i in values.indices { result.values[i] = body(values[i]) }
        return result
    }

    /// `body` of each element and the one in its place in `other`.
    func map(_ other: Self, _ body: (Scalar, Scalar) -> Scalar) -> Self {
        precondition(rows == other.rows && columns == other.columns, "equal shapes")
        var result = self
        for i in values.indices { result.values[i] = body(values[i], other.values[i]) }
        return result
    }

    static func + (a: Self, b: Self) -> Self { a.map(b, +) }

    /// GELU, the tanh approximation.
    func gelu() -> Self {
        map { x in x * (1 + Scalar.tanh(Self.inner(x))) / 2 }
    }

    /// The derivative of ``gelu()`` here, times `gradient`.
    func geluGradient(_ gradient: Self) -> Self {
        map(gradient) { x, g in
            let tanh = Scalar.tanh(Self.inner(x))
            let slope = Self.rootTwoOverPi * (1 + 3 * 0.044715 * x * x)
            return g * ((1 + tanh) / 2 + x * (1 - tanh * tanh) * slope / 2)
        }
    }

    private static var rootTwoOverPi: Scalar { (2 / Scalar.pi).squareRoot() }
    private static func inner(_ x: Scalar) -> Scalar { rootTwoOverPi * (x + 0.044715 * x * x * x) }

    /// SiLU, x · σ(x).
    func silu() -> Self { map { $0 / (1 + Scalar.exp(-$0)) } }

    /// The derivative of ``silu()`` here, times `gradient`.
    func siluGradient(_ gradient: Self) -> Self {
        map(gradient) { x, g in
            let sigma = 1 / (1 + Scalar.exp(-x))
            return g * sigma * (1 + x * (1 - sigma))
        }
    }

    /// Each row at mean 0 and variance 1, and what it was divided by.
    func normalized() -> (Self, deviations: [Scalar]) {
        var result = self
        var deviations: [Scalar] = []
        for row in 0..<rows {
            let x = (0..<columns).map { self[row, $0] }
            let mean = x.reduce(0, +) / Scalar(columns)
            let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Scalar(columns)
            let deviation = (variance + 1e-5).squareRoot()
            for i in 0..<columns { result[row, i] = (x[i] - mean) / deviation }
            deviations.append(deviation)
        }
        return (result, deviations)
    }

    /// The gradient before ``normalized()``, whose result this is, from the `gradient` after it.
    func normalizedGradient(_ gradient: Self, deviations: [Scalar]) -> Self {
        var result = self
        for row in 0..<rows {
            var mean: Scalar = 0
            var along: Scalar = 0
            for i in 0..<columns {
                mean += gradient[row, i] / Scalar(columns)
                along += gradient[row, i] * self[row, i] / Scalar(columns)
            }
            for i in 0..<columns {
                result[row, i] = (gradient[row, i] - mean - self[row, i] * along) / deviations[row]
            }
        }
        return result
    }
}

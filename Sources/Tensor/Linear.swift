/// A linear layer: y = weight · x + bias for every row x.
///
/// The weights are packed when the layer is made, as products take them, and kept in that form only.
public struct Linear: Sendable {
    /// Length of an input row.
    public var inputs: Int { factor.inner }
    /// Length of an output row.
    public var outputs: Int { factor.columns }

    private let factor: Factor
    /// Added to every output row.
    private let bias: [Float]

    /// Creates a layer from weights of shape [out, in], as PyTorch stores them, and a bias of length out.
    public init(weight: Matrix, bias: [Float], precision: Precision = .single) {
        precondition(weight.rows == bias.count, "one bias per output")
        self.bias = bias
        factor = Factor(inner: weight.columns, columns: weight.rows, precision: precision)
        weight.withPointer { factor.pack(Products.View($0, stride: max(1, weight.columns)).transposed) }
    }

    /// The outputs, shape [x.rows, out], of the inputs `x`, shape [rows, in].
    public func callAsFunction(_ x: Matrix) -> Matrix {
        var y = Matrix(rows: x.rows, columns: outputs)
        apply(to: x, into: &y)
        return y
    }

    /// Writes the outputs for `x` [rows, in] into `y` [rows, out]; allocates nothing.
    public func apply(to x: Matrix, into y: inout Matrix) {
        precondition(x.columns == inputs, "inputs of this layer")
        precondition(y.rows == x.rows && y.columns == outputs, "room for the outputs")
        let rows = x.rows
        x.withPointer { x in
            bias.withUnsafeBufferPointer { bias in
                y.withMutablePointer { y in
                    factor.multiply(
                        Products.View(x, stride: max(1, inputs)), bias: bias.baseAddress, into: y,
                        stride: outputs, rows: rows)
                }
            }
        }
    }
}

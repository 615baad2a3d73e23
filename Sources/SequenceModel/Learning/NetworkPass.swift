package import Tensor

/// A pass of training: forward, keeping what the way back needs, and backward, to the gradient of every parameter.
///
///     var pass = NetworkPass(layout, items: 32)
///     let output = pass.forward(input, parameters)
///     // … the loss, and its gradient with respect to the output …
///     pass.backward(lossGradient, parameters)
///     optimiser.step(&parameters, pass.gradients)
///
/// The batch is cut into parts of ``itemsPerPart``, which share the cores; the parts' gradients are added in their
/// order. So the same batch gives the same bytes however many cores there are.
package struct NetworkPass {
    /// What is where in ``gradients``.
    package let layout: ParameterLayout
    /// Number of items of a batch, B.
    package let items: Int
    /// The gradient of each parameter, summed over the batch, after ``backward(_:_:)``.
    package private(set) var gradients: Parameters

    private var input: NetworkInput?

    /// Room for passes with `items` at a time.
    package init(_ layout: ParameterLayout, items: Int) {
        precondition(items > 0, "a batch has an item")
        self.layout = layout
        self.items = items
        gradients = Parameters(layout)
    }

    /// F of every token, [B · T, D].
    package mutating func forward(_ input: NetworkInput, _ parameters: Parameters) -> Matrix {
        precondition(input.items == items, "as many items as there is room for")
        precondition(parameters.layout == layout, "parameters of this network")
        input.check(layout.sizes)
        self.input = input
        let output = PlainNetwork<Float>(parameters).forward(input).output
        return Matrix(rows: output.rows, columns: output.columns, values: output.values)
    }

    /// Sets ``gradients`` from the gradient of the output of the last ``forward(_:_:)``, [B · T, D].
    package mutating func backward(_ gradient: Matrix, _ parameters: Parameters) {
        guard let input else { preconditionFailure("forward comes before backward") }
        var network = PlainNetwork<Float>(parameters)
        let tape = network.forward(input)
        gradients.values = network.backward(
            input, tape,
            output: PlainGrid(rows: gradient.rows, columns: gradient.columns, gradient.values))
    }
}

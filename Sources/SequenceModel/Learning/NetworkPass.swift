import Cores
package import Tensor

/// A pass of training: forward, keeping what the way back needs, and backward, to the gradient of every parameter.
///
///     var pass = NetworkPass(layout, items: 32)
///     let output = pass.forward(input, parameters)
///     // … the loss, and its gradient with respect to the output …
///     pass.backward(lossGradient, parameters)
///     optimiser.step(&parameters, pass.gradients)
///
/// The batch is cut into parts that share the cores. How is decided by the number of items alone, and the parts'
/// gradients are added in their order: the same batch gives the same bytes on one kind of machine, however many cores
/// it has. Room is taken once; passes allocate next to nothing. A copy shares the room: use one of them.
///
/// Weights and gradients are `Float`. At ``Precision/half`` the products of tokens with weights round their factors to
/// bfloat16 where the processor multiplies these, as mixed-precision training does
/// (Documentation/Decisions/0022-kernels-of-our-own.md).
package struct NetworkPass {
    /// What is where in ``gradients``.
    package let layout: ParameterLayout
    /// Number of items of a batch, B.
    package let items: Int
    /// The gradient of each parameter, summed over the batch, after ``backward(_:_:)``.
    package private(set) var gradients: Parameters

    private let prepared: PreparedParameters
    private let parts: [NetworkPart]
    /// Which items each part has.
    private let ranges: [Range<Int>]

    /// Most items of a part.
    private static let mostItems = 32
    /// Numbers that are added in one go.
    private static let stretch = 1 << 16

    /// Room for passes with `items` at a time.
    package init(_ layout: ParameterLayout, items: Int, precision: Precision = .half) {
        precondition(items > 0, "a batch has an item")
        self.layout = layout
        self.items = items
        gradients = Parameters(layout)
        prepared = PreparedParameters(layout, precision)
        // Two parts at least: no machine that we know of has a single core.
        let count = max(min(2, items), (items + Self.mostItems - 1) / Self.mostItems)
        ranges = (0..<count).map { $0 * items / count..<($0 + 1) * items / count }
        parts = ranges.map { NetworkPart(layout, items: $0.count, precision: precision) }
    }

    /// F of every token, [B · T, D].
    package mutating func forward(_ input: NetworkInput, _ parameters: Parameters) -> Matrix {
        precondition(input.items == items, "as many items as there is room for")
        input.check(layout.sizes)
        prepared.prepare(parameters)
        forEachPart(with: parameters) { part, range, values in
            part.take(input, items: range)
            part.forward(self.prepared, values)
        }
        let (T, D) = (layout.sizes.tokens, layout.sizes.components)
        let values = [Float](unsafeUninitializedCapacity: items * T * D) { buffer, count in
            for (part, range) in zip(parts, ranges) {
                guard let base = buffer.baseAddress else { continue }
                (base + range.lowerBound * T * D).initialize(from: part.output, count: range.count * T * D)
            }
            count = items * T * D
        }
        return Matrix(rows: items * T, columns: D, values: values)
    }

    /// Sets ``gradients`` from the gradient of the output of the last ``forward(_:_:)``, [B · T, D].
    package mutating func backward(_ gradient: Matrix, _ parameters: Parameters) {
        let (T, D) = (layout.sizes.tokens, layout.sizes.components)
        precondition(gradient.rows == items * T && gradient.columns == D, "the output's shape")
        gradient.values.withUnsafeBufferPointer { gradient in
            guard let base = gradient.baseAddress else { return }
            // Only read, by every part its own rows.
            nonisolated(unsafe) let gradient = base
            forEachPart(with: parameters) { part, range, values in
                part.backward(self.prepared, values, output: gradient + range.lowerBound * T * D)
            }
        }
        addParts()
    }

    /// Calls `body` with each part, its items and the parameters, each part on a core of its own.
    private func forEachPart(
        with parameters: Parameters,
        _ body: (_ part: NetworkPart, _ items: Range<Int>, _ values: UnsafePointer<Float>) -> Void
    ) {
        parameters.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            withoutActuallyEscaping(body) { body in
                // Each index has a part of its own; what they share is only read.
                nonisolated(unsafe) let work = (parts: parts, ranges: ranges, base: base, body: body)
                _ = concurrentMap(count: parts.count) { index in
                    work.body(work.parts[index], work.ranges[index], work.base)
                }
            }
        }
    }

    /// Adds the parts' gradients, stretch by stretch on all cores, each in the parts' order.
    private mutating func addParts() {
        let count = layout.count
        gradients.values.withUnsafeMutableBufferPointer { sums in
            guard let base = sums.baseAddress else { return }
            // Each index writes its own stretch.
            nonisolated(unsafe) let work = (sums: base, parts: parts.map(\.gradients))
            _ = concurrentMap(count: (count + Self.stretch - 1) / Self.stretch) { index in
                let start = index * Self.stretch
                let length = min(Self.stretch, count - start)
                (work.sums + start).update(from: work.parts[0] + start, count: length)
                for part in work.parts.dropFirst() {
                    Kernels.best.add(work.sums + start, part + start, count: length)
                }
            }
        }
    }
}

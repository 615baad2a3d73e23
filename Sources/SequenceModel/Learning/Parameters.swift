package import Diagnostics
package import Tensor

/// All parameters of a network, or one number for each of them (a gradient, an average), in one flat array.
package struct Parameters: Sendable, Equatable {
    /// What is where.
    package let layout: ParameterLayout
    /// The numbers, in the layout's order.
    package var values: [Float]

    /// Zeros.
    package init(_ layout: ParameterLayout) {
        self.layout = layout
        values = Array(repeating: 0, count: layout.count)
    }

    /// The parameters in a checkpoint file; hints and style, which older files lack, are zero there.
    ///
    /// - Throws: ``Problem`` when a parameter is absent, of another shape, or not finite.
    package init(from file: Safetensors, _ layout: ParameterLayout) throws(Problem) {
        self.init(layout)
        for entry in layout.entries {
            let mayBeAbsent = entry.name == "parts.weight" || entry.name == "style.weight"
            if mayBeAbsent, file.entries[entry.name] == nil { continue }
            values.replaceSubrange(entry.range, with: try file.floats(entry.name, shape: entry.shape))
        }
    }

    /// Where training starts: weights even within ±√(6 / (inputs + outputs)), biases and tables 0, positions near 0.
    ///
    /// The gates, and with them every block, start closed; so do the output and what is told by hints and styles.
    ///
    /// Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    package init(startingWith generator: inout Xoshiro256, _ layout: ParameterLayout) {
        self.init(layout)
        let closed: Set = [
            "parts.weight", "style.weight", "modulation.weight", "finalModulation.weight", "output.weight",
        ]
        for entry in layout.entries where entry.shape.count == 2 && !closed.contains(entry.name) {
            let spread = (6 / Float(entry.shape[0] + entry.shape[1])).squareRoot()
            for i in entry.range {
                values[i] =
                    entry.name == "position"
                    ? 0.02 * generator.normal() : spread * Float(2 * generator.unit() - 1)
            }
        }
    }

    /// Calls `body` with each parameter's name, shape and numbers.
    package func forEach(_ body: (_ entry: ParameterLayout.Entry, _ values: ArraySlice<Float>) -> Void) {
        for entry in layout.entries { body(entry, values[entry.range]) }
    }

    /// Adds every parameter to a file as a tensor, under `prefix` and its name.
    package func write(to file: inout Safetensors, prefix: String = "") {
        forEach { entry, values in file.add(prefix + entry.name, shape: entry.shape, Array(values)) }
    }
}

import Cores
import Tensor

/// A network's parameters as products take them: every weight matrix packed for the way there and the way back.
///
/// Kept from step to step; ``prepare(_:)`` packs new numbers into the same memory.
struct PreparedParameters {
    /// A linear layer.
    struct Layer {
        let place: ParameterLayout.Layer
        /// weightᵀ, [inputs, outputs].
        let forward: Factor
        /// weight, [outputs, inputs].
        let backward: Factor

        init(_ place: ParameterLayout.Layer, _ precision: Precision) {
            self.place = place
            forward = Factor(inner: place.inputs, columns: place.outputs, precision: precision)
            backward = Factor(inner: place.outputs, columns: place.inputs, precision: precision)
        }

        func prepare(_ parameters: UnsafePointer<Float>) {
            let weight = Products.View(parameters + place.weight, stride: place.inputs)
            forward.pack(weight.transposed)
            backward.pack(weight)
        }
    }

    /// A block's layers.
    struct Block {
        let table: Int
        let queryKeyValue: Layer
        let projection: Layer
        let up: Layer
        let down: Layer
    }

    let layout: ParameterLayout
    let input: Layer
    let parts: Layer
    let level: Layer
    let condition: Layer
    let style: Layer
    let steering: Layer
    let modulation: Layer
    let blocks: [Block]
    let finalModulation: Layer
    let output: Layer

    /// Room for a network; the layers that see every token at `precision`, those that see an item once at single.
    init(_ layout: ParameterLayout, _ precision: Precision) {
        self.layout = layout
        input = Layer(layout.input, precision)
        parts = Layer(layout.parts, precision)
        level = Layer(layout.level, .single)
        condition = Layer(layout.condition, .single)
        style = Layer(layout.style, .single)
        steering = Layer(layout.steering, .single)
        modulation = Layer(layout.modulation, .single)
        blocks = layout.blocks.map { block in
            Block(
                table: block.table, queryKeyValue: Layer(block.queryKeyValue, precision),
                projection: Layer(block.projection, precision), up: Layer(block.up, precision),
                down: Layer(block.down, precision))
        }
        finalModulation = Layer(layout.finalModulation, .single)
        output = Layer(layout.output, precision)
    }

    /// Packs the weights, on all cores.
    func prepare(_ parameters: Parameters) {
        precondition(parameters.layout == layout, "parameters of this network")
        let layers =
            blocks.flatMap { [$0.up, $0.down, $0.queryKeyValue, $0.projection] }
            + [modulation, finalModulation, input, parts, output, steering, level, condition, style]
        parameters.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            // Each index packs its own layer and reads what nobody writes.
            nonisolated(unsafe) let work = (base: base, layers: layers)
            _ = concurrentMap(count: layers.count) { index in work.layers[index].prepare(work.base) }
        }
    }
}

import Tensor

extension NetworkPart {
    /// One pass, from what ``take(_:items:)`` took in to ``output``; `values` are the parameters.
    func forward(_ network: PreparedParameters, _ values: UnsafePointer<Float>) {
        let d = sizes.width
        steer(network, values)
        apply(network.input, values, tokens, into: hidden)
        if isHinted { apply(network.parts, values, hints, into: hidden, adds: true) }
        for item in 0..<items {
            kernels.add(
                hidden + item * sizes.tokens * d, values + network.layout.position, count: sizes.tokens * d)
        }
        for (block, kept) in zip(network.blocks, blocks) {
            kept.steered.update(from: modulation, count: items * 6 * d)
            for item in 0..<items {
                kernels.add(kept.steered + item * 6 * d, values + block.table, count: 6 * d)
            }
            normalize(hidden, kept.attention, kept.steered, of: 6 * d, shift: 0, scale: d)
            apply(block.queryKeyValue, values, kept.attention.modulated, into: kept.queryKeyValue)
            attention.apply(
                qkv: kept.queryKeyValue, items: items, into: kept.mixed, weights: kept.weights, panels: panels
            )
            apply(block.projection, values, kept.mixed, into: kept.projected)
            addGated(kept.projected, kept.steered, gate: 2 * d)
            normalize(hidden, kept.feedForward, kept.steered, of: 6 * d, shift: 3 * d, scale: 4 * d)
            apply(block.up, values, kept.feedForward.modulated, into: kept.up)
            kernels.gelu(kept.up, into: kept.wide, count: rows * sizes.feedForward)
            apply(block.down, values, kept.wide, into: kept.down)
            addGated(kept.down, kept.steered, gate: 5 * d)
        }
        normalize(hidden, end, finalModulation, of: 2 * d, shift: 0, scale: d)
        apply(network.output, values, end.modulated, into: output)
    }

    /// What noise level, conditions and style say to the blocks and to the end.
    private func steer(_ network: PreparedParameters, _ values: UnsafePointer<Float>) {
        let count = items * sizes.width
        apply(network.level, values, wave, into: sum, rows: items)
        // The condition's bias is added with its product's rows already there.
        apply(network.condition, values, conditions, into: itemScratch, rows: items)
        kernels.add(sum, itemScratch, count: count)
        apply(network.style, values, styles, into: sum, rows: items, adds: true)
        kernels.silu(sum, into: steeringIn, count: count)
        apply(network.steering, values, steeringIn, into: steering, rows: items)
        kernels.silu(steering, into: modulationIn, count: count)
        apply(network.modulation, values, modulationIn, into: modulation, rows: items)
        apply(network.finalModulation, values, modulationIn, into: finalModulation, rows: items)
    }

    /// y ← layer(x), or y + layer(x) for a layer without bias.
    private func apply(
        _ layer: Layer, _ values: UnsafePointer<Float>, _ x: Numbers, into y: Numbers, rows: Int? = nil,
        adds: Bool = false
    ) {
        layer.forward.multiply(
            Products.View(x, stride: layer.place.inputs), bias: layer.place.bias.map { values + $0 }, into: y,
            stride: layer.place.outputs, rows: rows ?? self.rows, adds: adds)
    }

    private func normalize(
        _ x: Numbers, _ kept: Branch, _ steered: Numbers, of width: Int, shift: Int, scale: Int
    ) {
        let (T, d) = (sizes.tokens, sizes.width)
        for item in 0..<items {
            let first = item * T * d
            kernels.norm(
                x + first, shift: steered + item * width + shift, scale: steered + item * width + scale,
                into: kept.modulated + first, normal: kept.normal + first, inverse: kept.inverse + item * T,
                rows: T, columns: d)
        }
    }

    private func addGated(_ y: Numbers, _ steered: Numbers, gate: Int) {
        let (T, d) = (sizes.tokens, sizes.width)
        for item in 0..<items {
            kernels.gate(
                hidden + item * T * d, y + item * T * d, by: steered + item * 6 * d + gate, rows: T,
                columns: d)
        }
    }
}

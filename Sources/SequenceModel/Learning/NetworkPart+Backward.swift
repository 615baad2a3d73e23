import Tensor

extension NetworkPart {
    /// Sets ``gradients`` from the gradient of ``output``, [R, D].
    func backward(
        _ network: PreparedParameters, _ values: UnsafePointer<Float>, output gradient: UnsafePointer<Float>
    ) {
        let (d, f, T) = (sizes.width, sizes.feedForward, sizes.tokens)
        gradients.update(repeating: 0, count: network.layout.count)
        modulationGradient.update(repeating: 0, count: items * 6 * d)
        finalGradient.update(repeating: 0, count: items * 2 * d)
        hidden.update(repeating: 0, count: rows * d)

        differentiate(network.output, x: end.modulated, dy: gradient, dx: narrow)
        normalizeGradient(end, narrow, finalModulation, finalGradient, of: 2 * d, shift: 0, scale: d)
        for (block, kept) in zip(network.blocks, blocks).reversed() {
            steeredGradient.update(repeating: 0, count: items * 6 * d)
            gateGradient(kept.down, kept.steered, gate: 5 * d)
            differentiate(block.down, x: kept.wide, dy: branch, dx: wide)
            kernels.geluGradient(kept.up, wide, count: rows * f)
            differentiate(block.up, x: kept.feedForward.modulated, dy: wide, dx: narrow)
            normalizeGradient(
                kept.feedForward, narrow, kept.steered, steeredGradient, of: 6 * d, shift: 3 * d,
                scale: 4 * d)
            gateGradient(kept.projected, kept.steered, gate: 2 * d)
            differentiate(block.projection, x: kept.mixed, dy: branch, dx: narrow)
            attention.gradient(
                narrow, qkv: kept.queryKeyValue, weights: kept.weights, items: items, into: threefold,
                panels: panels)
            differentiate(block.queryKeyValue, x: kept.attention.modulated, dy: threefold, dx: narrow)
            normalizeGradient(
                kept.attention, narrow, kept.steered, steeredGradient, of: 6 * d, shift: 0, scale: d)
            kernels.sumRows(steeredGradient, into: gradients + block.table, rows: items, columns: 6 * d)
            kernels.add(modulationGradient, steeredGradient, count: items * 6 * d)
        }
        kernels.sumRows(hidden, into: gradients + network.layout.position, rows: items, columns: T * d)
        differentiate(network.input, x: tokens, dy: hidden)
        if isHinted { differentiate(network.parts, x: hints, dy: hidden) }
        steerGradient(network)
    }

    private func steerGradient(_ network: PreparedParameters) {
        let count = items * sizes.width
        differentiate(
            network.modulation, x: modulationIn, dy: modulationGradient, dx: itemGradient, rows: items)
        differentiate(
            network.finalModulation, x: modulationIn, dy: finalGradient, dx: itemScratch, rows: items)
        kernels.add(itemGradient, itemScratch, count: count)
        kernels.siluGradient(steering, itemGradient, count: count)
        differentiate(network.steering, x: steeringIn, dy: itemGradient, dx: itemScratch, rows: items)
        kernels.siluGradient(sum, itemScratch, count: count)
        differentiate(network.level, x: wave, dy: itemScratch, rows: items)
        differentiate(network.condition, x: conditions, dy: itemScratch, rows: items)
        differentiate(network.style, x: styles, dy: itemScratch, rows: items)
    }

    /// Sets the gradient of a layer's weights, dyᵀ x, and of its bias, and where asked that of its inputs, dy · W.
    private func differentiate(
        _ layer: Layer, x: Numbers, dy: UnsafePointer<Float>, dx: Numbers? = nil, rows: Int? = nil
    ) {
        let (place, isOfTokens) = (layer.place, rows == nil)
        let rows = rows ?? self.rows
        let gradient = Products.View(dy, stride: place.outputs)
        let products = isOfTokens ? products : exact
        products.pack(Products.View(x, stride: place.inputs), inner: rows, columns: place.inputs, into: panel)
        products.multiply(
            gradient.transposed, panel, into: gradients + place.weight, stride: place.inputs,
            rows: place.outputs, columns: place.inputs, inner: rows)
        if let bias = place.bias {
            kernels.sumRows(dy, into: gradients + bias, rows: rows, columns: place.outputs)
        }
        if let dx { layer.backward.multiply(gradient, into: dx, stride: place.inputs, rows: rows) }
    }

    /// Adds to ``hidden`` what comes back through a branch's beginning from `dy`.
    private func normalizeGradient(
        _ kept: Branch, _ dy: Numbers, _ steered: Numbers, _ gradient: Numbers, of width: Int, shift: Int,
        scale: Int
    ) {
        let (T, d) = (sizes.tokens, sizes.width)
        for item in 0..<items {
            let first = item * T * d
            kernels.normGradient(
                normal: kept.normal + first, inverse: kept.inverse + item * T,
                scale: steered + item * width + scale, dy: dy + first, dx: hidden + first,
                dshift: gradient + item * width + shift, dscale: gradient + item * width + scale, rows: T,
                columns: d)
        }
    }

    /// Sets ``branch`` to what comes back from ``hidden`` through the gate at a branch's end.
    private func gateGradient(_ y: Numbers, _ steered: Numbers, gate: Int) {
        let (T, d) = (sizes.tokens, sizes.width)
        for item in 0..<items {
            let first = item * T * d
            kernels.gateGradient(
                hidden + first, y + first, by: steered + item * 6 * d + gate, dy: branch + first,
                dgate: steeredGradient + item * 6 * d + gate, rows: T, columns: d)
        }
    }
}

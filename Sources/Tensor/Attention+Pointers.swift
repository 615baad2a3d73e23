extension Attention {
    /// Room for the right-hand factors of one head, packed.
    package final class Panels: @unchecked Sendable {
        // Unchecked: whoever attends owns it, as it owns what it writes to.
        fileprivate let packed: UnsafeMutableRawPointer
        /// How the logits of one head change, [T, T].
        fileprivate let change: UnsafeMutablePointer<Float>

        package init(_ attention: Attention) {
            let products = Kernels.best.single
            let bytes = max(
                products.bytes(inner: attention.headWidth, columns: attention.tokens),
                products.bytes(inner: attention.tokens, columns: attention.headWidth))
            packed = .allocate(byteCount: max(64, bytes), alignment: 64)
            change = .allocate(capacity: attention.tokens * attention.tokens)
        }

        deinit {
            packed.deallocate()
            change.deallocate()
        }
    }

    /// ``apply(qkv:into:room:)`` on memory: `qkv` [items · T, 3d], `output` [items · T, d], `weights`
    /// [items · H · T, T].
    package func apply(
        qkv: Kernels.Input, items: Int, into output: Kernels.Output, weights: Kernels.Output, panels: Panels
    ) {
        let (T, w, d) = (tokens, headWidth, heads * headWidth)
        let (kernels, products, packed) = (Kernels.best, Kernels.best.single, panels.packed)
        for item in 0..<items {
            for head in 0..<heads {
                let query = qkv + item * T * 3 * d + head * w
                let weights = weights + (item * heads + head) * T * T
                products.pack(
                    Products.View(query + d, stride: 3 * d).transposed, inner: w, columns: T, into: packed)
                products.multiply(
                    Products.View(query, stride: 3 * d), packed, into: weights, stride: T, rows: T,
                    columns: T, inner: w)
                kernels.softmax(weights, rows: T, columns: T, scale: 1 / Float(w).squareRoot())
                products.pack(
                    Products.View(query + 2 * d, stride: 3 * d), inner: T, columns: w, into: packed)
                products.multiply(
                    Products.View(weights, stride: T), packed, into: output + item * T * d + head * w,
                    stride: d, rows: T, columns: w, inner: T)
            }
        }
    }

    /// The way back: writes the gradient of queries, keys and values from that of the output, `gradient`
    /// [items · T, d]; `qkv` and `weights` as ``apply(qkv:items:into:weights:panels:)`` had and left them.
    package func gradient(
        _ gradient: Kernels.Input, qkv: Kernels.Input, weights: Kernels.Input, items: Int,
        into result: Kernels.Output, panels: Panels
    ) {
        let (T, w, d) = (tokens, headWidth, heads * headWidth)
        let (kernels, products, packed) = (Kernels.best, Kernels.best.single, panels.packed)
        let logits = Products.View(panels.change, stride: T)
        for item in 0..<items {
            for head in 0..<heads {
                let query = qkv + item * T * 3 * d + head * w
                let result = result + item * T * 3 * d + head * w
                let output = Products.View(gradient + item * T * d + head * w, stride: d)
                let weights = weights + (item * heads + head) * T * T
                func multiply(
                    _ a: Products.View, into c: Kernels.Output, stride: Int, columns: Int, inner: Int
                ) {
                    products.multiply(
                        a, packed, into: c, stride: stride, rows: T, columns: columns, inner: inner)
                }
                // Values: weightsᵀ · output.
                products.pack(output, inner: T, columns: w, into: packed)
                multiply(
                    Products.View(weights, stride: T).transposed, into: result + 2 * d, stride: 3 * d,
                    columns: w, inner: T)
                // Weights: output · valuesᵀ; logits through softmax.
                products.pack(
                    Products.View(query + 2 * d, stride: 3 * d).transposed, inner: w, columns: T,
                    into: packed)
                multiply(output, into: panels.change, stride: T, columns: T, inner: w)
                kernels.softmaxGradient(
                    weights, panels.change, rows: T, columns: T, scale: 1 / Float(w).squareRoot())
                // Queries: logits · keys. Keys: logitsᵀ · queries.
                products.pack(Products.View(query + d, stride: 3 * d), inner: T, columns: w, into: packed)
                multiply(logits, into: result, stride: 3 * d, columns: w, inner: T)
                products.pack(Products.View(query, stride: 3 * d), inner: T, columns: w, into: packed)
                multiply(logits.transposed, into: result + d, stride: 3 * d, columns: w, inner: T)
            }
        }
    }
}

import CKernels

/// Products of matrices with a right-hand factor that was packed before: c = a · b.
///
/// Every element is summed in the order of the inner index, so a row of c depends on its row of a and on b alone,
/// not on how many rows there are.
package struct Products: Sendable {
    private let c: CProducts

    init(_ products: CProducts) { c = products }

    /// A matrix in memory: the element in row m and column k is at `m * rowStride + k * columnStride`; one of the
    /// strides is 1.
    package struct View {
        let base: UnsafePointer<Float>
        let rowStride: Int
        let columnStride: Int

        /// Rows that begin `stride` apart.
        package init(_ base: UnsafePointer<Float>, stride: Int) {
            self.init(base: base, rowStride: stride, columnStride: 1)
        }

        private init(base: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
            self.base = base
            self.rowStride = rowStride
            self.columnStride = columnStride
        }

        /// Rows and columns exchanged.
        package var transposed: View { View(base: base, rowStride: columnStride, columnStride: rowStride) }
    }

    /// Bytes that a packed factor [inner, columns] takes.
    package func bytes(inner: Int, columns: Int) -> Int { c.size(inner, columns) }

    /// Packs `b` [inner, columns].
    package func pack(_ b: View, inner: Int, columns: Int, into packed: UnsafeMutableRawPointer) {
        c.pack(b.base, b.rowStride, b.columnStride, inner, columns, packed)
    }

    /// c [rows, columns], rows `stride` apart, ← a · b + bias, or c + a · b where `adds`.
    package func multiply(
        _ a: View, _ packed: UnsafeRawPointer, bias: UnsafePointer<Float>? = nil,
        into c: UnsafeMutablePointer<Float>, stride: Int, rows: Int, columns: Int, inner: Int,
        adds: Bool = false
    ) {
        self.c.multiply(
            a.base, a.rowStride, a.columnStride, packed, bias, c, stride, rows, columns, inner, adds ? 1 : 0)
    }
}

/// A right-hand factor of products, packed.
package final class Factor: @unchecked Sendable {
    // Unchecked: whoever packs it owns it; threads that multiply only read.
    /// Rows of the factor.
    package let inner: Int
    /// Columns of the factor.
    package let columns: Int
    private let products: Products
    private let packed: UnsafeMutableRawPointer

    /// Room for a factor [inner, columns].
    package init(inner: Int, columns: Int, precision: Precision = .single, kernels: Kernels = .best) {
        self.inner = inner
        self.columns = columns
        products = kernels.products(precision)
        // Panels begin with a line of the cache.
        packed = .allocate(byteCount: max(64, products.bytes(inner: inner, columns: columns)), alignment: 64)
    }

    deinit { packed.deallocate() }

    /// Packs `b`, whose size is that of this factor.
    package func pack(_ b: Products.View) { products.pack(b, inner: inner, columns: columns, into: packed) }

    /// c [rows, columns], rows `stride` apart, ← a · this + bias, or c + a · this where `adds`.
    package func multiply(
        _ a: Products.View, bias: UnsafePointer<Float>? = nil, into c: UnsafeMutablePointer<Float>,
        stride: Int, rows: Int, adds: Bool = false
    ) {
        products.multiply(
            a, packed, bias: bias, into: c, stride: stride, rows: rows, columns: columns, inner: inner,
            adds: adds)
    }
}

import CKernels

/// The fast loops, as this processor runs them best.
///
/// Pointers hold rows one after the other, and must have room for as many numbers as the sizes say. Nothing here
/// allocates. The definition of each loop is the plain Swift function that tests hold it to.
package struct Kernels: @unchecked Sendable {
    // Unchecked: the table is a constant of the program.
    private let table: UnsafePointer<CKernelTable>
    /// Products of `Float`.
    package let single: Products
    /// Products of numbers rounded to bfloat16; nil where the processor has none.
    package let half: Products?

    /// Kinds of processor, each able to do what those before it can.
    package enum Kind: Int, CaseIterable, Sendable {
        /// What every processor of this architecture has.
        case plain
        /// x86-64 with AVX2 and FMA.
        case avx2
        /// x86-64 with AVX-512.
        case avx512
        /// x86-64 with AVX-512 and its products of bfloat16.
        case avx512Half
    }

    /// The best that this processor has.
    package static let best: Kernels = {
        for kind in Kind.allCases.reversed() {
            if let kernels = Kernels(kind) { return kernels }
        }
        preconditionFailure("every processor has the plain loops")
    }()

    /// The loops for a kind of processor; nil where this one is not of it.
    package init?(_ kind: Kind) {
        guard let table = CKernelsAt(CKernelsKind(rawValue: UInt32(kind.rawValue))) else { return nil }
        self.table = table
        single = Products(table.pointee.single)
        half = table.pointee.half.multiply == nil ? nil : Products(table.pointee.half)
    }

    /// Products at a precision: half where it is asked for and there.
    package func products(_ precision: Precision) -> Products {
        precision == .half ? half ?? single : single
    }
}

extension Kernels {
    package typealias Input = UnsafePointer<Float>
    package typealias Output = UnsafeMutablePointer<Float>

    /// y ← GELU(x); y may be x.
    package func gelu(_ x: Input, into y: Output, count: Int) { table.pointee.gelu(x, y, count) }

    /// d ← d · GELU′(x).
    package func geluGradient(_ x: Input, _ d: Output, count: Int) { table.pointee.geluGradient(x, d, count) }

    /// y ← SiLU(x); y may be x.
    package func silu(_ x: Input, into y: Output, count: Int) { table.pointee.silu(x, y, count) }

    /// d ← d · SiLU′(x).
    package func siluGradient(_ x: Input, _ d: Output, count: Int) { table.pointee.siluGradient(x, d, count) }

    /// Each row of x ← softmax(scale · row).
    package func softmax(_ x: Output, rows: Int, columns: Int, scale: Float) {
        table.pointee.softmax(x, rows, columns, scale)
    }

    /// d ← scale · p ⊙ (d − Σ p ⊙ d) by rows, the way back through softmax, whose results p are.
    package func softmaxGradient(_ p: Input, _ d: Output, rows: Int, columns: Int, scale: Float) {
        table.pointee.softmaxGradient(p, d, rows, columns, scale)
    }

    /// y ← norm(x) · (1 + scale) + shift by rows; `normal` keeps norm(x), `inverse` what each row was multiplied by.
    package func norm(
        _ x: Input, shift: Input, scale: Input, into y: Output, normal: Output? = nil, inverse: Output? = nil,
        rows: Int, columns: Int
    ) {
        table.pointee.norm(x, shift, scale, y, normal, inverse, rows, columns)
    }

    /// The way back through ``norm``: adds to dx, dshift and dscale.
    package func normGradient(
        normal: Input, inverse: Input, scale: Input, dy: Input, dx: Output, dshift: Output, dscale: Output,
        rows: Int, columns: Int
    ) {
        table.pointee.normGradient(normal, inverse, scale, dy, dx, dshift, dscale, rows, columns)
    }

    /// x ← x + gate · y by rows.
    package func gate(_ x: Output, _ y: Input, by gate: Input, rows: Int, columns: Int) {
        table.pointee.gate(x, y, gate, rows, columns)
    }

    /// The way back through ``gate(_:_:by:rows:columns:)``: dy ← gate · dx; adds Σ dx · y to dgate.
    package func gateGradient(
        _ dx: Input, _ y: Input, by gate: Input, dy: Output, dgate: Output, rows: Int, columns: Int
    ) {
        table.pointee.gateGradient(dx, y, gate, dy, dgate, rows, columns)
    }

    /// Adds the sum of the rows of x to `sums`.
    package func sumRows(_ x: Input, into sums: Output, rows: Int, columns: Int) {
        table.pointee.sumRows(x, sums, rows, columns)
    }

    /// x ← x + y.
    package func add(_ x: Output, _ y: Input, count: Int) { table.pointee.add(x, y, count) }

    /// z ← a · x + b · y; z may be x or y.
    package func mix(_ x: Input, _ a: Float, _ y: Input, _ b: Float, into z: Output, count: Int) {
        table.pointee.mix(x, a, y, b, z, count)
    }
}

import BVHFormat
import Foundation

extension BVHDocument {
    /// Frames per second as whoever wrote the frame time meant it.
    ///
    /// Exporters write 0.0333333 or 0.008333 for 30 and 120 frames a second. Where the frame time is that of a whole
    /// rate, or of one of television's (24, 30 or 60 over 1.001), but for the digits that were left out, it is that
    /// rate: frame 30 000 is then on its second, and not half a frame beside it.
    var statedRate: Double {
        let rate = 1 / frameTime
        let candidates = [rate.rounded(), (rate * 1.001).rounded() / 1.001]
        // Four digits; television's rates lie a thousandth beside the whole ones.
        return candidates.first { $0 > 0 && abs($0 * frameTime - 1) < 1e-4 } ?? rate
    }
}

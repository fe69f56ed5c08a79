//! Verifying ECDSA (FIPS 186-5 §6.4.2).

use elliptic_curve::ff::PrimeField as _;
use elliptic_curve::group::Curve as _;
use elliptic_curve::ops::{Invert as _, MulByGeneratorVartime as _, Reduce as _};
use elliptic_curve::point::AffineCoordinates as _;
use elliptic_curve::{AffinePoint, CurveArithmetic, FieldBytes, ProjectivePoint, Scalar};
use p256::NistP256;
use p384::NistP384;

/// A public key on P-256.
#[derive(Clone, Copy, Debug)]
pub struct P256(ProjectivePoint<NistP256>);

/// A public key on P-384.
#[derive(Clone, Copy, Debug)]
pub struct P384(ProjectivePoint<NistP384>);

impl P256 {
    /// From an uncompressed point (SEC 1 §2.3.4). None if it is written otherwise, or
    /// not on the curve; the one at infinity has no such form.
    ///
    /// Compressed points, which no verifier has to take (RFC 5480 §2.2), would cost
    /// the code of a square root.
    #[must_use]
    pub fn uncompressed(point: &[u8]) -> Option<Self> {
        uncompressed::<NistP256>(point).map(Self)
    }

    /// Whether this key made the signature (`r`, `s`), big-endian without leading
    /// zeros, of a digest.
    #[must_use]
    pub fn verifies(&self, digest: &[u8], r: &[u8], s: &[u8]) -> bool {
        verifies::<NistP256>(&self.0, digest, r, s).unwrap_or(false)
    }
}

impl P384 {
    /// Like [`P256::uncompressed`].
    #[must_use]
    pub fn uncompressed(point: &[u8]) -> Option<Self> {
        uncompressed::<NistP384>(point).map(Self)
    }

    /// Like [`P256::verifies`].
    #[must_use]
    pub fn verifies(&self, digest: &[u8], r: &[u8], s: &[u8]) -> bool {
        verifies::<NistP384>(&self.0, digest, r, s).unwrap_or(false)
    }
}

fn uncompressed<C: CurveArithmetic>(point: &[u8]) -> Option<ProjectivePoint<C>> {
    let coordinates = point.strip_prefix(&[0x04])?;
    let (x, y) = coordinates.split_at_checked(coordinates.len() / 2)?;
    let x = FieldBytes::<C>::try_from(x).ok()?;
    let y = FieldBytes::<C>::try_from(y).ok()?;
    let point = AffinePoint::<C>::from_coordinates(&x, &y).into_option()?;
    Some(point.into())
}

/// None if `r` or `s` is no number from 1 to below the order, which is as many octets
/// long as a coordinate and fills them.
fn verifies<C: CurveArithmetic>(
    key: &ProjectivePoint<C>,
    digest: &[u8],
    r: &[u8],
    s: &[u8],
) -> Option<bool> {
    let (r, s) = (scalar::<C>(r)?, scalar::<C>(s)?);
    let inverse = s.invert().into_option()?;
    let leftmost = digest.get(..size_of::<FieldBytes<C>>()).unwrap_or(digest);
    let z = Scalar::<C>::reduce(&padded::<C>(leftmost)?);
    let (u, v) = (z * inverse, r * inverse);
    let point = ProjectivePoint::<C>::mul_by_generator_and_mul_add_vartime(&u, &v, key);
    // Of the point at infinity it is zero, which r is not.
    let x = Scalar::<C>::reduce(&point.to_affine().x());
    Some(x == r)
}

/// A number from 1 to below the order.
fn scalar<C: CurveArithmetic>(number: &[u8]) -> Option<Scalar<C>> {
    let scalar = Scalar::<C>::from_repr(padded::<C>(number)?).into_option()?;
    (scalar != Scalar::<C>::default()).then_some(scalar)
}

/// With zeros in front, as long as the order.
fn padded<C: CurveArithmetic>(number: &[u8]) -> Option<FieldBytes<C>> {
    let mut padded = FieldBytes::<C>::default();
    let start = padded.len().checked_sub(number.len())?;
    padded.get_mut(start..)?.copy_from_slice(number);
    Some(padded)
}

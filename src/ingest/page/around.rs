//! The elements around an element of a page.

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

/// An element and those around it, from the inside out.
pub(super) fn ids(tree: &Html, element: NodeId) -> impl Iterator<Item = NodeId> {
    let node = tree.tree.get(element);
    node.into_iter().flat_map(|node| std::iter::once(node.id()).chain(node.ancestors().map(|above| above.id())))
}

/// The same as elements.
pub(super) fn elements(tree: &Html, element: NodeId) -> impl Iterator<Item = ElementRef<'_>> {
    ids(tree, element).filter_map(|id| tree.tree.get(id).and_then(ElementRef::wrap))
}

/// Whether `element` is `outer` or lies in it.
pub(super) fn is_within(tree: &Html, element: NodeId, outer: NodeId) -> bool {
    ids(tree, element).any(|id| id == outer)
}

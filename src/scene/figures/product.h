/* Steps that multiply. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_PRODUCT_H
#define ATTNSCOPE_SCENE_FIGURES_PRODUCT_H

#include "scene/pen/stage.h"

/* Linear layers, scores, weighted sums: operands at the left and above, the product where they
 * meet. */
void figure_product(Stage *s, Rect area);

#endif

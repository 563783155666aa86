"""The words that the demo's gift shop is made of, each in English, Traditional and Simplified Chinese."""

from dataclasses import dataclass

Words = tuple[str, str, str]


@dataclass(frozen=True)
class Kind:
    """What is sold: `size` in mm and `weight` in g of a middling one; `track` is "", "lot", "expiry" or "serial"."""

    key: str
    words: Words
    size: tuple[int, int, int]
    weight: int
    price: float
    flags: tuple[str, ...] = ()
    track: str = ""


KINDS = (
    Kind("mug", ("mug", "馬克杯", "马克杯"), (120, 90, 100), 340, 4.95, ("fragile",)),
    Kind("teapot", ("teapot", "茶壺", "茶壶"), (220, 140, 150), 780, 12.5, ("fragile", "keep_upright")),
    Kind("plate", ("plate", "盤子", "盘子"), (210, 210, 20), 420, 3.75, ("fragile",)),
    Kind("bowl", ("bowl", "碗", "碗"), (150, 150, 70), 380, 3.95, ("fragile",)),
    Kind("vase", ("vase", "花瓶", "花瓶"), (110, 110, 240), 650, 8.5, ("fragile",)),
    Kind("jar", ("storage jar", "儲物罐", "储物罐"), (110, 110, 160), 520, 6.25, ("fragile",)),
    Kind("glass", ("tumbler", "玻璃杯", "玻璃杯"), (80, 80, 110), 260, 2.95, ("fragile",)),
    Kind("bottle", ("water bottle", "水瓶", "水瓶"), (75, 75, 240), 310, 7.95),
    Kind("candle", ("scented candle", "香氛蠟燭", "香氛蜡烛"), (80, 80, 95), 290, 5.95, ("keep_upright",), "lot"),
    Kind("soap", ("soap", "香皂", "香皂"), (80, 55, 30), 120, 2.5, (), "lot"),
    Kind("oil", ("room fragrance", "室內香氛", "室内香氛"), (60, 60, 140), 240, 9.5, ("liquid", "dangerous"), "lot"),
    Kind("tea", ("tea tin", "茶葉罐", "茶叶罐"), (80, 80, 110), 180, 6.95, ("perishable",), "expiry"),
    Kind("biscuit", ("biscuit tin", "餅乾罐", "饼干罐"), (190, 190, 70), 460, 7.5, ("perishable",), "expiry"),
    Kind("jam", ("jam", "果醬", "果酱"), (70, 70, 90), 390, 3.25, ("fragile", "perishable"), "expiry"),
    Kind("lantern", ("lantern", "燈籠", "灯笼"), (140, 140, 260), 720, 9.95, ("fragile",)),
    Kind("light", ("night light", "小夜燈", "小夜灯"), (90, 70, 110), 190, 6.5),
    Kind("clock", ("alarm clock", "鬧鐘", "闹钟"), (110, 60, 140), 330, 8.95, (), "serial"),
    Kind("frame", ("picture frame", "相框", "相框"), (200, 20, 250), 410, 5.75, ("fragile",)),
    Kind("cushion", ("cushion", "靠墊", "靠垫"), (400, 400, 120), 480, 9.25),
    Kind("blanket", ("blanket", "毛毯", "毛毯"), (350, 280, 100), 900, 18.5),
    Kind("towel", ("tea towel", "擦碗布", "擦碗布"), (250, 180, 15), 90, 2.95),
    Kind("apron", ("apron", "圍裙", "围裙"), (280, 220, 20), 210, 7.25),
    Kind("bag", ("shopping bag", "購物袋", "购物袋"), (300, 250, 15), 110, 1.95),
    Kind("backpack", ("backpack", "背包", "背包"), (320, 240, 120), 560, 14.95),
    Kind("purse", ("purse", "零錢包", "零钱包"), (120, 90, 20), 60, 2.1),
    Kind("umbrella", ("umbrella", "雨傘", "雨伞"), (60, 60, 620), 430, 8.5),
    Kind("notebook", ("notebook", "筆記本", "笔记本"), (210, 148, 15), 260, 3.5),
    Kind("card", ("greeting card", "賀卡", "贺卡"), (170, 120, 4), 25, 0.95),
    Kind("ribbon", ("gift ribbon", "緞帶", "缎带"), (60, 60, 30), 35, 0.85),
    Kind("wrap", ("wrapping paper", "包裝紙", "包装纸"), (50, 50, 700), 120, 1.25),
    Kind("bunting", ("bunting", "三角旗", "三角旗"), (220, 160, 25), 130, 4.25),
    Kind("puzzle", ("jigsaw puzzle", "拼圖", "拼图"), (270, 190, 50), 480, 6.75),
    Kind("toy", ("soft toy", "絨毛玩具", "毛绒玩具"), (180, 140, 110), 160, 7.95),
    Kind("ornament", ("hanging ornament", "吊飾", "挂饰"), (80, 70, 30), 45, 1.65, ("fragile",)),
    Kind("magnet", ("magnet", "磁鐵", "磁铁"), (60, 60, 8), 30, 1.1),
    Kind("hook", ("wall hook", "掛鉤", "挂钩"), (90, 60, 50), 140, 2.35),
)

COLOURS: dict[str, Words] = {
    "red": ("Red", "紅色", "红色"),
    "white": ("White", "白色", "白色"),
    "black": ("Black", "黑色", "黑色"),
    "blue": ("Blue", "藍色", "蓝色"),
    "navy": ("Navy", "海軍藍", "海军蓝"),
    "green": ("Green", "綠色", "绿色"),
    "mint": ("Mint", "薄荷綠", "薄荷绿"),
    "pink": ("Pink", "粉紅色", "粉红色"),
    "yellow": ("Yellow", "黃色", "黄色"),
    "orange": ("Orange", "橙色", "橙色"),
    "purple": ("Purple", "紫色", "紫色"),
    "grey": ("Grey", "灰色", "灰色"),
}

MOTIFS: dict[str, Words] = {
    "heart": ("heart", "愛心", "爱心"),
    "star": ("star", "星星", "星星"),
    "stripe": ("striped", "條紋", "条纹"),
    "dot": ("polka dot", "圓點", "圆点"),
    "rose": ("rose", "玫瑰", "玫瑰"),
    "cat": ("cat", "貓咪", "猫咪"),
    "bird": ("bird", "小鳥", "小鸟"),
    "whale": ("whale", "鯨魚", "鲸鱼"),
    "leaf": ("leaf", "葉子", "叶子"),
    "moon": ("moon", "月亮", "月亮"),
    "plum": ("plum blossom", "梅花", "梅花"),
    "cloud": ("cloud", "雲朵", "云朵"),
}

SIZES = ("S", "M", "L")
SIZED = frozenset({"apron", "backpack", "cushion", "umbrella"})
